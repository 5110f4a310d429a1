-- `moonscribe test`: runs the samples that plugins carry and says what differs. A sample states
-- what must be found, all of it and in order.
local ms = require "moonscribe"
local plugins = require "moonscribe.plugins"

local json = ms.json
local testing = {}

local function show(value)
  if type(value) == "string" then return ("%q"):format(value) end
  if type(value) ~= "table" then return tostring(value) end
  local parts = {}
  for key, part in pairs(value) do
    parts[#parts + 1] = (type(key) == "number" and "" or tostring(key) .. "=") .. show(part)
  end
  return "{" .. table.concat(parts, ", ") .. "}"
end

local function is_equal(got, expected)
  if type(expected) == "table" and type(got) == "table" then
    for key, value in pairs(expected) do
      if not is_equal(got[key], value) then return false end
    end
    for key in pairs(got) do
      if expected[key] == nil then return false end
    end
    return true
  end
  if type(got) == "userdata" then got = tostring(got) end
  return got == expected
end

-- The differences between a list of what was found and one of what is expected, compared by the
-- keys that the expectation names.
local function differences(got, expected, what)
  local found = {}
  for i = 1, math.max(#got, #expected) do
    local one, want = got[i], expected[i]
    if not want then
      found[#found + 1] = ("%s %d is there, but not expected: %s"):format(what, i, one.shown)
    elseif not one then
      found[#found + 1] = ("%s %d is missing: %s"):format(what, i, show(want))
    else
      for key, value in pairs(want) do
        if not is_equal(one[key], value) then
          found[#found + 1] = ("%s %d: %s is %s, expected %s"):format(what, i, key, show(one[key]), show(value))
        end
      end
    end
  end
  return found
end

local function open(text, info)
  info.id, info.source, info.path = info.name or "sample", info.name or "sample", info.name or "sample"
  info.name, info.meta, info.speakers, info.roles = info.name or "sample", info.meta or {}, {}, {}
  info.encoding = { name = "UTF-8", confidence = 1, reason = "a sample", replaced = 0 }
  return require("moonscribe.interview").open(ms.text(text), info)
end

-- The bytes of a zip of these members, in the order of their names.
local function zip_of(members)
  local names, writer = {}, ms.zip_writer "zip"
  for name in pairs(members) do names[#names + 1] = name end
  table.sort(names)
  for _, name in ipairs(names) do writer:add(name, members[name]) end
  return writer:finish()
end

-- What a format bids on a sample that says so.
local function bid_on(format, sample, input)
  local text = ms.text(input)
  return format.bid(text, { head = text, name = sample.name, text = format.input == "text" and text or nil, bytes = format.input ~= "text" and text or nil })
end

local function test_format(format, sample)
  local input = sample.package and zip_of(sample.package) or sample.input
  if sample.bid then
    local bid = bid_on(format, sample, input)
    if bid ~= sample.bid then return { ("the bid is %s, expected %s"):format(show(bid), show(sample.bid)) } end
    if bid == 0 then return {} end
  end
  local interview = open(input, { name = sample.name, format = format.name, is_raw = format.input ~= "text" })
  local got = {}
  for turn in interview:turns() do
    got[#got + 1] = { speaker = turn.speaker, text = tostring(turn.text), time = turn.time, end_time = turn.end_time,
      role = turn.role, shown = show { speaker = turn.speaker, text = tostring(turn.text) } }
  end
  local found = differences(got, sample.turns or {}, "turn")
  for _, key in ipairs { "title", "date" } do
    if sample[key] and not is_equal(interview[key], sample[key]) then
      found[#found + 1] = ("%s is %s, expected %s"):format(key, show(interview[key]), show(sample[key]))
    end
  end
  return found
end

local function test_extractor(extractor, sample)
  local interview = open(sample.text, { name = sample.name, date = sample.date })
  local got, kinds = {}, {}
  for i, kind in ipairs(extractor.kinds) do kinds[i] = kind end
  for mention in interview:mentions(kinds) do
    local shown = { kind = mention.kind, text = tostring(mention.text), value = mention.value }
    got[#got + 1] = setmetatable({ text = tostring(mention.text), shown = show(shown) }, { __index = mention })
  end
  return differences(got, sample.mentions, "mention")
end

-- What must be in each member of a package, and what is not.
local function test_members(members, output)
  local found, archive = {}, ms.archive(output)
  for name, words in pairs(members) do
    local content, message = archive:read(name)
    if not content then found[#found + 1] = message
    elseif not tostring(content):find(words, 1, true) then
      found[#found + 1] = ("%s does not hold %s, but %s"):format(name, show(words), show(tostring(content)))
    end
  end
  archive:close()
  return found
end

local function test_writer(writer, sample)
  if writer.input == "rows" then return { "only writers of transcripts have samples" } end
  local transcript = require "moonscribe.transcript"
  local row = json.decode(json.encode(transcript.row(open(sample.input, { name = sample.name }))))
  transcript.refuse(writer, row, sample.options or {})
  local parts, once = {}, row
  local function rows()
    local one = once
    once = nil
    return one
  end
  transcript.write(writer, rows, function(bytes) parts[#parts + 1] = tostring(bytes) end,
    { options = sample.options or {}, note = function() end })
  local output = table.concat(parts)
  if sample.members then return test_members(sample.members, output) end
  return output == sample.output and {} or { ("it writes %s, expected %s"):format(show(output), show(sample.output)) }
end

local TESTS = { format = test_format, extractor = test_extractor, writer = test_writer }

local function test_plugin(declaration, path, put)
  local failed = 0
  for i, sample in ipairs(declaration.samples or {}) do
    local test = TESTS[declaration.declares]
    local ok, found = pcall(test, declaration, sample)
    if not ok then found = { tostring(found) } end
    if #found > 0 then
      failed = failed + 1
      put(("FAIL %s: sample %d%s\n"):format(path, i, sample.name and (" (" .. sample.name .. ")") or ""))
      if sample.text then put("     " .. sample.text .. "\n") end
      for _, line in ipairs(found) do put("     " .. line .. "\n") end
    end
  end
  local count = #(declaration.samples or {})
  if failed == 0 then
    put(("ok   %s %s (%d sample%s)\n"):format(declaration.declares, declaration.name, count, count == 1 and "" or "s"))
  end
  return count, failed
end

-- Files named one by one are tested and used; of a folder, the plugins in it; without
-- arguments, all plugins.
local function select_plugins(arguments)
  local chosen, is_chosen = {}, {}
  for _, argument in ipairs(arguments) do
    if argument:find "%.lua$" then
      chosen[#chosen + 1] = plugins.override(argument)
    else
      plugins.add_folder((argument:gsub("/+$", "")), "test")
      is_chosen[(argument:gsub("/+$", ""))] = true
    end
  end
  if #arguments > 0 and not next(is_chosen) then return chosen end
  for _, plugin in ipairs(plugins.describe()) do
    local folder = plugin.path:match "^(.*)/[^/]*/[^/]*$"
    if #arguments == 0 or is_chosen[folder] then chosen[#chosen + 1] = plugin end
  end
  return chosen
end

function testing.run(arguments, put)
  local all, bad = 0, 0
  for _, plugin in ipairs(select_plugins(arguments)) do
    if TESTS[plugin.kind] then
      local count, failed = test_plugin(plugin.declaration, plugin.path, put)
      all, bad = all + count, bad + failed
    elseif plugin.kind == "script" then
      put(("ok   script %s loads\n"):format(plugin.name))
    end
  end
  put(("%d samples, %d failed\n"):format(all, bad))
  if bad > 0 then error(("%d of %d samples failed"):format(bad, all), 0) end
end

return testing
