-- ends: ok
emit { doc = 1 / 0 }
