-- Rows: what emit writes, and the keys by which a result is sorted.
local columns = { "id", "speaker", "value", "list" }

local function json(row) return (ms.rows.encode(row, columns):gsub("\n$", "")) end
local function csv(row, format) return (ms.rows.encode(row, columns, format or "csv"):gsub("\n$", "")) end
local function fails(pattern, f, ...)
  local ok, message = pcall(f, ...)
  assert(not ok, "no error")
  assert(message:find(pattern), message)
end

-- the columns' order, whatever the table's
assert(json { value = 2, id = "a", speaker = "王" } == '{"id":"a","speaker":"王","value":2,"list":null}')
assert(ms.rows.encode({}, { "a" }) == '{"a":null}\n')
assert(csv { value = 2, id = "a" } == "a,,2,")

-- values
assert(json { value = 13.0, id = true, speaker = "" } == '{"id":true,"speaker":"","value":13.0,"list":null}')
assert(json { value = math.maxinteger } == '{"id":null,"speaker":null,"value":9223372036854775807,"list":null}')
assert(json { value = 0 / 0 }:find '"value":null')
assert(json { value = ms.json.null }:find '"value":null')
assert(csv { value = ms.json.null, id = false } == "false,,,")
assert(json { list = { "a", 1, { b = 2, a = 1 } } }:find('"list":["a",1,{"a":1,"b":2}]', 1, true))
assert(csv { list = { "a", 1 } } == ',,,"[""a"",1]"')

-- Text is written from its bytes, strings that are no UTF-8 are repaired
assert(json { id = ms.text "喀什\"" }:find('"id":"喀什\\""', 1, true))
assert(csv { id = ms.text "a,b" } == '"a,b",,,')
assert(json { id = "a\xff" } :find '"id":"a\u{FFFD}"')
assert(csv { id = "a\xff" } == "a\u{FFFD},,,")
local long = ("文字"):rep(50)
assert(json { id = long .. "\xe4" }:find('"id":"' .. long .. '\u{FFFD}"', 1, true))
assert(json { id = long .. "\u{2028}" }:find('"id":"' .. long .. '\\u2028"', 1, true))

-- CSV and TSV
assert(csv { id = "=1+1", speaker = "-3", value = -3 } == "'=1+1,-3,-3,")
assert(csv({ id = "a,b", speaker = "a\tb" }, "tsv") == 'a,b\t"a\tb"\t\t')
assert(ms.rows.encode({}, { "a" }, "csv") == '""\n', "a record is never an empty line")
assert(ms.rows.encode({ a = "" }, { "a" }, "csv") == '""\n')

-- names are escaped, long ones are found, many are no problem
local odd = 'say "hi" \\' .. ("x"):rep(60)
assert(ms.rows.encode({ [odd] = 1 }, { odd }) == '{"say \\"hi\\" \\\\' .. ("x"):rep(60) .. '":1}\n')
local many, row, expected = {}, {}, {}
for i = 1, 300 do
  many[i] = "column" .. i
  row["column" .. i] = i
  expected[i] = ('"column%d":%d'):format(i, i)
end
assert(ms.rows.encode(row, many) == "{" .. table.concat(expected, ",") .. "}\n")

-- misuse says what to do
fails("unknown column 'speeker': did you mean 'speaker'%?", json, { speeker = "x" })
fails("unknown column 'nothing_like_it'", json, { nothing_like_it = "x" })
fails("key is a number", json, { "x" })
fails("column 'id' holds a function", json, { id = print })
fails("1 to 1024 names", ms.rows.encode, {}, {})
fails("column 2 is a number", ms.rows.encode, {}, { "a", 2 })
local loop = {}
loop.loop = loop
fails("nesting", json, { list = loop })
assert(json { id = "after an error" }:find "after an error")

-- a plan does not follow columns that change
local changing = { "a" }
assert(ms.rows.encode({ a = 1 }, changing) == '{"a":1}\n')
changing[1] = "b"
assert(ms.rows.encode({ a = 1 }, changing) == '{"a":1}\n')

-- sort keys: each value of this list before the next, in both directions
local ordered = {
  { false, true, math.mininteger, -1e10, -2, -1.5, -1, 0, 0.5, 1, 2, 2.5, 9007199254740992, 9007199254740993,
    math.maxinteger - 1, math.maxinteger, 2.0 ^ 63, "", "\0", "\0\0", "\0a", "1", "10", "2", "2024-01", "2024-01-02",
    "a", "aa", "b", "喀什" },
}
local function key(value, order) return ms.rows.sort_key({ v = value }, { order or "v" }) end
local list = ordered[1]
for i = 1, #list - 1 do
  local a, b = list[i], list[i + 1]
  assert(key(a) < key(b), ("%s before %s"):format(a, b))
  assert(key(a, "-v") > key(b, "-v"), ("descending: %s after %s"):format(a, b))
  assert(key(a) < key(nil) and key(a, "-v") < key(nil, "-v"), "nil is last")
end
assert(key(1) == key(1.0) and key(0.0) == key(-0.0))
assert(key(nil) == key(ms.json.null) and key(nil) == key(0 / 0))
assert(key(ms.text "b") == key "b")
assert(ms.rows.sort_key({ a = "x", b = 1 }, { "a", "b" }) < ms.rows.sort_key({ a = "xy", b = 0 }, { "a", "b" }))
assert(ms.rows.sort_key({ a = "x", b = 1 }, { "a", "-b" }) > ms.rows.sort_key({ a = "x", b = 2 }, { "a", "-b" }))
assert(ms.rows.sort_key({}, {}) == "")
fails("holds a table", key, {})
fails("list of column names", ms.rows.sort_key, {}, { 1 })
