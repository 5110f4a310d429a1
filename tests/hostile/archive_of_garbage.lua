-- ends: script malformed
assert(ms.archive("PK\3\4" .. ("\xff"):rep(1000)))
