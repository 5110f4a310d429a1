-- moonscribe.pages: the words of a web page or of a book's chapter, as paragraphs. The article is where
-- most of the words lie that are no links; menus, forms and what else stands around it are left out.
local ms = require "moonscribe"

local pages = {}

local LEFT_OUT = {}
for name in ("nav aside footer form button noscript svg math select textarea iframe head template canvas audio video object menu dialog rt rp"):gmatch "%w+" do
  LEFT_OUT[name] = true
end
local IN_BOOKS = { aside = true, footer = true, form = true, object = true } -- there they belong to the text
local BLOCK = {}
for name in ("p div li ul ol dl dt dd blockquote section article main header pre figure figcaption table caption tr td th address hr br body center fieldset details summary h1 h2 h3 h4 h5 h6"):gmatch "%w+" do
  BLOCK[name] = true
end

-- Classes and ids of what stands around an article.
local AROUND = ms.regex([[(?:^|[\s_-])(?:nav|navbar|menu|sidebar|footer|breadcrumbs?|cookies?|share|sharing|social|related|comments?|newsletter|subscribe|advert|ads|promo|pagination|skip-link|sr-only)(?:$|[\s_-])]], "i")
local SPEAKER = ms.regex([[(?:^|[\s_-])(?:speaker|interviewer|interviewee|participant|who|attribution)(?:$|[\s_-])]], "i")
local LONGEST_NAME = 60

local function class_of(tree, node)
  local class, id = tree:attr(node, "class"), tree:attr(node, "id")
  return class and id and class .. " " .. id or class or id
end

local function is_left_out(tree, node, name, is_book)
  if LEFT_OUT[name] and not (is_book and IN_BOOKS[name]) then return true end
  if tree:attr(node, "hidden") or tree:attr(node, "aria-hidden") == "true" then return true end
  if (tree:attr(node, "epub:type") or ""):find "noteref" then return true end
  local class = not is_book and BLOCK[name] and name ~= "body" and class_of(tree, node)
  return class and AROUND:test(class) or false
end

-- Words before each node that are no links and not left out: the sum over a subtree is a difference.
local function weigh(tree, from)
  local last = tree:last(from)
  local sums, sum, hidden, at = {}, 0, nil, from
  for event, value, node in tree:walk(from) do
    if event ~= "end" then
      while at <= node do
        sums[at] = sum
        at = at + 1
      end
    end
    if hidden then
      if event == "end" and node == hidden then hidden = nil end
    elseif event == "start" and (value == "a" or is_left_out(tree, node, value)) then
      hidden = node
    elseif event == "text" then
      local words = #ms.one_line(value)
      if words >= 20 then sum = sum + words end
    end
  end
  for i = at, last + 1 do sums[i] = sum end
  return sums
end

--- pages.article(tree) -> node
---  The element that holds most of the page's words.
function pages.article(tree)
  local body = tree:all(0, "body")() or 0
  local sums = weigh(tree, body)
  local function weight(node) return sums[tree:last(node) + 1] - sums[node] end
  local node = body
  while true do
    local heaviest, most = nil, 0
    for child, name in tree:children(node) do
      local words = weight(child)
      if words > most and BLOCK[name] then heaviest, most = child, words end
    end
    local name = heaviest and tree:name(heaviest)
    local is_unit = name == "p" or name == "dd" or name == "table" or name == "tr" or name == "dl" or name == "pre"
    if not heaviest or is_unit or most * 10 < weight(node) * 8 then return node end
    node = heaviest
  end
end

-- Lists of terms are talk when a term comes again.
local function is_talk(tree, list)
  local seen, count, again = {}, 0, false
  for term in tree:all(list, "dt") do
    local name = ms.one_line(tree:text(term))
    count, again = count + 1, again or seen[name] ~= nil
    seen[name] = true
    if #name > LONGEST_NAME then return false end
  end
  return again and count >= 3
end

local function is_bold(tree, node, name)
  if name == "b" or name == "strong" then return true end
  local style = tree:attr(node, "style")
  return style and style:find "font%-weight:%s*[b6789]" ~= nil
end

--- pages.read(tree, from, builder, is_book)
---  Gives the words of a node of a page to a builder of moonscribe.paragraphs; in a book nothing stands
---  around an article.
function pages.read(tree, from, build, is_book)
  local skipped, bold, speaker, talk, pre = nil, 0, nil, nil, 0
  local marks = {} -- of the elements that are open: what they began
  for event, value, node in tree:walk(from) do
    if skipped then
      if event == "end" and node == skipped then skipped = nil end
    elseif event == "text" then
      if pre > 0 and value:find "\n" then
        for line in (value .. "\n"):gmatch "(.-)\n" do
          build:add(line, bold > 0, speaker ~= nil)
          build:flush()
        end
      else
        build:add(value, bold > 0, speaker ~= nil)
      end
    elseif event == "start" then
      if is_left_out(tree, node, value, is_book) then
        skipped = node
      else
        if BLOCK[value] then build:flush() end
        if value == "pre" then pre = pre + 1
        elseif value == "table" then build:table(1)
        elseif value == "tr" then build:row()
        elseif value == "td" or value == "th" then build:cell()
        elseif value == "dl" and not talk and is_talk(tree, node) then talk = node
        elseif value == "dt" and talk then
          build:label(ms.one_line(tree:text(node)):gsub("%s*[:：]$", ""))
          skipped = node
        elseif value:find "^h[1-6]$" then build:heading(tonumber(value:sub(2))) end
        if is_bold(tree, node, value) then
          bold, marks[node] = bold + 1, true
        end
        local class = not speaker and tree:attr(node, "class")
        if class and SPEAKER:test(class) and #ms.one_line(tree:text(node)) <= LONGEST_NAME then speaker = node end
      end
    else
      if BLOCK[value] then build:flush() end
      if marks[node] then bold, marks[node] = bold - 1, nil end
      if node == speaker then speaker = nil end
      if node == talk then
        talk = nil
        build:label(nil)
      end
      if value == "pre" then pre = pre - 1
      elseif value == "table" then build:table(-1) end
    end
  end
  build:flush()
end

-- The page's title: its first heading of the first level, or what its head says.
function pages.title(tree)
  local heading, title = nil, nil
  for node in tree:all(0, "h1") do
    local words = ms.one_line(tree:text(node))
    if words ~= "" then heading = heading or words end
  end
  for node in tree:all(0, "title") do title = title or ms.one_line(tree:text(node)) end
  return heading or title ~= "" and title or nil
end

return pages
