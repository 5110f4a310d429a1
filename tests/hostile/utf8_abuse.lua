-- ends: script
return utf8.codepoint(("\u{7FFFFFFF}"):rep(1 << 20), 1, -1, true)
