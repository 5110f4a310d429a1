-- ends: limit_nesting
assert(ms.json.decode(("["):rep(100000)))
