-- ends: limit_pattern pattern
return ms.regex(("a"):rep(1 << 20))
