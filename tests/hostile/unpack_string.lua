-- ends: script
return string.unpack(("b"):rep(1 << 20), ("x"):rep(1 << 20))
