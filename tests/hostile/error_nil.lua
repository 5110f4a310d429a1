-- ends: script
error(nil)
