-- ends: ok
for _, s in ipairs { "\xff", "\xf8\x88\x80\x80\x80", "\xed\xa0\x80", "\0", ("\x80"):rep(1000) } do
  pcall(utf8.codepoint, s, 1, -1)
  pcall(utf8.offset, s, 1 << 60)
  assert(not utf8.len(s) or s == "\0")
  pcall(function() for _ in utf8.codes(s) do end end)
end
