-- Archives as a script sees them.
local function pack(kind, members, put)
  local w = ms.zip_writer(kind, put)
  for _, m in ipairs(members) do w:add(m[1], m[2], m[3]) end
  return w:finish()
end

local function list(archive)
  local seen = {}
  for m in archive:members() do
    seen[#seen + 1] = m.path .. ":" .. (m.is_skip and m.reason or m.code or tostring(m.bytes))
  end
  return table.concat(seen, " ")
end

-- what is written is read again, whatever the kind; the same members give the same bytes
local members = { { "2024/a.txt", "hello" }, { "采访 #1.txt", ("喀什"):rep(5000), { mtime = 1700000000 } }, { "empty", "" } }
for _, kind in ipairs { "zip", "tar", "tar.gz" } do
  local bytes = pack(kind, members)
  assert(bytes == pack(kind, members), kind)
  local a = ms.archive(bytes)
  assert(a:kind() == kind)
  local i = 0
  for m in a:members() do
    i = i + 1
    assert(m.name == members[i][1] and m.bytes:is(members[i][2]) and m.size == #members[i][2] and not m.is_skip)
  end
  assert(i == 3)
  assert(a:read("采访 %231.txt"):is(members[2][2]) and a:read("empty"):is(""))
  local text, message, code = a:read("采访.txt")
  assert(text == nil and code == "not_found" and message:find("采访", 1, true))
  local pieces = {}
  assert(select("#", pack(kind, members, function(s) pieces[#pieces + 1] = s end)) == 0)
  assert(table.concat(pieces) == bytes)
end
assert(ms.archive(pack("gz", { { "a", "one" } }) .. pack("gz", { { "a", "two" } })):read(""):is("onetwo"))
for m in ms.archive(pack("zip", { { "a", "x", { mtime = 1700000000 } } })):members() do assert(m.mtime == 1700000000) end

-- texts are as good as strings; a plain document is one member with an empty path
assert(list(ms.archive(ms.text(pack("zip", members):sub(1)))):find("2024/a.txt:hello", 1, true))
assert(list(ms.archive("plain")) == ":plain" and ms.archive("plain"):kind() == "plain")
assert(ms.archive(""):read(""):is(""))

-- nested archives are walked in their places
local inner = pack("zip", { { "x.txt", "1" }, { "y.txt", "2" } })
local outer = ms.archive(pack("tar", { { "in.zip", inner }, { "z.txt", "3" } }))
assert(list(outer) == "in.zip!/x.txt:1 in.zip!/y.txt:2 z.txt:3", list(outer))
assert(outer:read("in.zip!/y.txt"):is("2"))

-- damage is told, and does not hide what follows
local whole = pack("zip", { { "a.txt", "hello" }, { "b.txt", "world" } })
local at = whole:find("hello", 1, true)
assert(list(ms.archive(whole:sub(1, at - 1) .. "j" .. whole:sub(at + 1))) == "a.txt:checksum b.txt:world")
local archive, message, code = ms.archive(whole:sub(1, 30))
assert(archive == nil and code == "truncated" and message:find("cut off", 1, true))

-- iterators are safe after their end, under break, beside each other and after close
local a = ms.archive(whole)
local step = a:members()
assert(step().name == "a.txt" and step().name == "b.txt" and step() == nil and step() == nil)
for _ in a:members() do break end
assert(list(a) == "a.txt:hello b.txt:world")
step = a:members()
a:read("a.txt")
assert(not pcall(step))
step = a:members()
a:close()
a:close()
assert(not pcall(step) and not pcall(a.read, a, "a.txt") and not pcall(a.kind, a))

-- misuse raises and says what would do
for _, name in ipairs { "", "/a", "a/", "../a", "a/../b", "a//b", ".", "a\0b", "\xFF" } do
  local ok, why = pcall(pack, "zip", { { name, "" } })
  assert(not ok and tostring(why):find("relative", 1, true), name)
end
assert(not pcall(pack, "zip", { { "a", "" }, { "a", "" } }))
assert(not pcall(pack, "gz", { { "a", "" }, { "b", "" } }))
assert(not pcall(ms.zip_writer, "rar") and not pcall(ms.archive, "x", { nme = "" }) and not pcall(ms.archive))
local w = ms.zip_writer("zip")
w:finish()
assert(not pcall(w.add, w, "a", "") and not pcall(w.finish, w))
assert(not pcall(pack, "zip", { { "a", "" } }, function() error("stop") end))

-- a bomb hits the script's limits, not the machine's memory
local zeros = ("\0"):rep(1 << 20)
local bomb = pack("zip", { { "a", zeros } })
local result, why = sandboxed([[
  local w = require("moonscribe").zip_writer("zip")
  local ok, why = pcall(function() for i = 1, 1000 do w:add(tostring(i), ("x"):rep(1000)) end end)
  return tostring(ok)
]])
assert(result == "true", why)
assert(list(ms.archive(pack("zip", { { "b.zip", bomb } }))):sub(1, 8) == "b.zip!/a")
