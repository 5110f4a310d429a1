-- ends: script
error(("x"):rep(1 << 23))
