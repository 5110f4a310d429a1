-- ends: script
return assert(load(("("):rep(100000) .. "1"))
