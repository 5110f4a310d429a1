-- ends: script
error({})
