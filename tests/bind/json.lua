-- ms.json: there and back.
local function fails(pattern, f, ...)
  local ok, message = pcall(f, ...)
  assert(not ok, "no error")
  assert(message:find(pattern), message)
end
local encode, decode, null = ms.json.encode, ms.json.decode, ms.json.null

-- decode
assert(decode "12" == 12 and math.type(decode "12") == "integer")
assert(decode "12.0" == 12 and math.type(decode "12.0") == "float")
assert(decode "9223372036854775807" == math.maxinteger)
assert(decode "true" == true and decode "false" == false and decode "null" == null)
assert(decode '"a\\u5580\\n"' == "a喀\n")
local value = decode ' {"a": [1, "x", null, {"b": []}], "": {}} '
assert(#value.a == 4 and value.a[2] == "x" and value.a[3] == null and #value.a[4].b == 0 and next(value[""]) == nil)
assert(decode '{"a":1,"a":2}'.a == 2, "the last of repeated keys wins")
assert(decode(ms.text "[1]")[1] == 1)

-- what the world does wrong
local nothing, message, code = decode "[1,"
assert(nothing == nil and message:find "byte 3" and code == "truncated")
nothing, message, code = decode "[1] x"
assert(nothing == nil and message:find "byte 4" and code == "malformed")
nothing, message, code = decode '{"a":"\xff"}'
assert(nothing == nil and code == "malformed")
fails("nesting", decode, ("["):rep(300))
fails("nesting", decode, ('{"a":'):rep(300))
assert(decode(("["):rep(256) .. ("]"):rep(256)))
assert(decode "[1]"[1] == 1, "after errors")

-- encode
assert(encode(nil) == "null" and encode(null) == "null" and encode(true) == "true")
assert(encode "a\"b\u{2028}" == '"a\\"b\\u2028"')
assert(encode { 1, 2.5, "x", { c = 1, b = 2, a = {} } } == '[1,2.5,"x",{"a":{},"b":2,"c":1}]')
assert(encode(ms.json.array {}) == "[]" and encode(ms.json.array()) == "[]" and encode {} == "{}")
assert(encode(ms.text "喀什") == '"喀什"')
local wide, expected = {}, {}
for i = 1, 50 do wide["k" .. i] = i expected[i] = ("\"k%d\":%d"):format(i, i) end
table.sort(expected, function(a, b) return a:match '"k%d+' < b:match '"k%d+' end)
assert(encode(wide) == "{" .. table.concat(expected, ",") .. "}", "more keys than fit the C stack are sorted too")
assert(encode({ b = { z = 1, y = { b = 1, a = 2 } }, a = 2 }, { order = { "b", "y" } })
  == '{"b":{"y":{"b":1,"a":2},"z":1},"a":2}')
assert(encode({ a = { 1, { b = 2 } }, c = ms.json.array(), d = {} }, { indent = 2 }) == [[
{
  "a": [
    1,
    {
      "b": 2
    }
  ],
  "c": [],
  "d": {}
}]])

-- there and back, twice
for _, text in ipairs { '{"a":[],"b":{},"c":[[],{"d":null}]}', '[0.1,-1e-07,1.0,-5]', '"\\u0000\\u001f"', "[]" } do
  assert(encode(decode(text)) == text, encode(decode(text)))
end

-- misuse
fails("function cannot be written", encode, { a = print })
fails("both a list and named", encode, { 1, a = 2 })
fails("gaps", encode, { [1] = 1, [3] = 3 })
fails("gaps", encode, { [2024] = 1 })
local loop = {}
loop[1] = loop
fails("nesting", encode, loop)
fails("unknown option 'indnt'", encode, {}, { indnt = 2 })

-- JSON Lines
local sum, lines = 0, {}
for row, line in ms.json.rows '{"a":1}\n\n  \r\n{"a":2}\r\n{"a":3}' do
  sum = sum + row.a
  lines[#lines + 1] = line
end
assert(sum == 6 and table.concat(lines, " ") == "1 4 5")
for row in ms.json.rows "null\nfalse\n" do assert(row ~= true) sum = sum + 1 end
assert(sum == 8)
local iterator = ms.json.rows ""
assert(iterator() == nil and iterator() == nil)
fails("line 2: .*byte 4", function() for _ in ms.json.rows '[1]\n{"a"\n' do end end)
