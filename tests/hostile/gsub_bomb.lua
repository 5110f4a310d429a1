-- ends: limit_memory --limit-string
return (("x"):rep(1 << 20)):gsub("x", ("y"):rep(1000))
