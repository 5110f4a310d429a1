-- ms.csv: there and back.
local function fails(pattern, f, ...)
  local ok, message = pcall(f, ...)
  assert(not ok, "no error")
  assert(message:find(pattern), message)
end
local function rows(text, options)
  local all = {}
  for row in ms.csv.rows(text, options) do all[#all + 1] = table.concat(row, "|") end
  return table.concat(all, "/")
end

assert(rows "a,b\n1,\"x, y\"\r\n\"say \"\"hi\"\"\",\n" == 'a|b/1|x, y/say "hi"|')
assert(rows("a;b,c", { separator = ";" }) == "a|b,c")
assert(rows(ms.text "喀什\t古城", { separator = "\t" }) == "喀什|古城")
assert(rows "" == "")

local count = 0
for row in ms.csv.rows "a\nb\nc" do
  count = count + 1
  if row[1] == "b" then break end
end
assert(count == 2)
local iterator = ms.csv.rows "a"
assert(iterator()[1] == "a" and iterator() == nil and iterator() == nil)
fails("never closed", rows, 'a,"b')
fails("one byte", ms.csv.rows, "a", { separator = "||" })
fails("one byte", ms.csv.rows, "a", { separator = '"' })
fails("unknown option 'sep'", ms.csv.rows, "a", { sep = ";" })

assert(ms.csv.encode { "a", "b,c", 'd"e', 1, 2.0, true, ms.json.null, ms.text "喀什" }
  == 'a,"b,c","d""e",1,2.0,true,,喀什\n')
assert(ms.csv.encode({ "=1", "a;b" }, { separator = ";" }) == "'=1;\"a;b\"\n")
assert(ms.csv.encode {} == '""\n')
fails("got table", ms.csv.encode, { {} })

-- whatever is written is read back
local fields = { "", "a", "a,b", 'q"q', "l\nl", "r\rr", " b ", "'" }
for row in ms.csv.rows(ms.csv.encode(fields)) do
  assert(#row == #fields)
  for i, field in ipairs(fields) do assert(row[i] == field) end
end
