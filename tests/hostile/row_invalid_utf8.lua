-- ends: ok
emit { doc = "\xff" }
