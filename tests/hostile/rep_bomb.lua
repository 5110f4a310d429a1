-- ends: limit_memory --limit-string
return ("x"):rep(1 << 40)
