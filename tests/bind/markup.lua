-- Documents whose text a format makes: places, times and languages in it; trees that are asked for what
-- they do not have; what is hostile in Lua's own part.
local open = require("moonscribe.interview").open

local function same(got, expected, what)
  if got ~= expected then error(("%s: expected %s, got %s"):format(what or "value", tostring(expected), tostring(got)), 2) end
end

local function read(source, name)
  return open(ms.text(source), { id = name or "a.xml", name = name or "a.xml" })
end

do -- a turn's place is in the text that was made, and its words keep their times
  local interview = read [[<timedtext format="3"><body><p t="1000" d="900"><s>one</s><s t="400"> two</s></p><p t="9000" d="500">three</p></body></timedtext>]]
  same(tostring(interview.text), "one two\nthree")
  local turn = interview:turn(1)
  same(turn.text:sub(5, 7):time(), 1.4)
  same(select(1, turn.text:sub(9):span()), 8)
  same(turn.time, 1)
  same(turn.end_time, 9.5)
end

do -- languages part turns
  local interview = read '<TEI><text><body><u who="#a" xml:lang="en">Yes.</u><u who="#a" xml:lang="zh">是的。</u></body></text></TEI>'
  same(interview:turn(2).language, "zh")
  same(interview:turn(2).index, 2)
end

do -- without any words there are no turns, and the markup is not the text
  local interview = read "<tt><body><div><p begin='1s'>  </p></div></body></tt>"
  same(interview:turn(1), nil)
  same(tostring(interview.text), "")
end

do -- what is damaged is recorded, what is refused says what it looks like
  local interview = read "<TEI><text><body><u>One & two</u><u who='#b'>thr"
  same(interview:turn(1).text:is "One & two", true)
  same(#interview.repairs, 2)
  same(interview.repairs[1].kind, "ampersand")
  local ok, message = pcall(function() return read("<?xml version='1.0'?><orders/>").format end)
  same(ok, false)
  assert(message:find "<orders>", message)
  ok, message = pcall(function() return read("<!DOCTYPE tt [<!ENTITY a 'b'>]><tt>&a;</tt>").format end)
  assert(not ok and message:find "entity", message)
end

do -- a tree says what is misuse
  local tree = ms.xml "<a><b/>x</a>"
  same(tree:find(1, "c"), nil)
  same(tree:attr(1, "none"), nil)
  same(tree:parent(0), nil)
  for _, bad in ipairs { -1, 4, 1e9, "b" } do assert(not pcall(tree.name, tree, bad)) end
  assert(not pcall(tree.walk, tree, 3))
  local children = tree:children(1)
  tree:close()
  assert(not pcall(children))
  assert(not pcall(tree.text, tree, 1))
  assert(not pcall(ms.xml, "\xFF"))
end

do -- groups in RTF and elements in HTML may be deep, and what is deeper is refused
  local deep = "{\\rtf1 " .. ("{"):rep(900) .. "x" .. ("}"):rep(900) .. "}"
  same(tostring(read(deep, "a.rtf").text), "x")
  assert(not pcall(function() return read("{\\rtf1 " .. ("{"):rep(100000), "a.rtf").format end))
  assert(not pcall(function() return read("<html>" .. ("<div>"):rep(100000), "a.html").format end))
end

do -- labels: a table of three rows, and definition lists that are none of talk
  local interview = read "<html><body><dl><dt>Dam</dt><dd>A wall.</dd><dt>Weir</dt><dd>A low one.</dd></dl></body></html>"
  same(interview:turn(1).speaker, nil)
  interview = read [[<html><body><table><tr><td>00:05</td><td>Ann</td><td>Why?</td></tr><tr><td>00:09</td><td>Bo</td><td>Rain.</td></tr>
<tr><td>00:12</td><td>Ann</td><td>Ah.</td></tr></table></body></html>]]
  same(interview:turn(2).speaker, "Bo")
  same(interview:turn(2).time, 9)
  same(tostring(interview:turn(3).text), "Ah.")
end
