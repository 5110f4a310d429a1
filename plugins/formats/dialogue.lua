-- Plain dialogue: a label before each turn, however it is written. The reading itself is a primitive (ms.dialogue), because
-- which labels are speakers is decided over the whole document.
local ms = require "moonscribe"

local END_BYTES = 256 -- where a signature is looked for

local function reading_of(document)
  if not document.reading then
    -- Otter's signature is nobody's speech.
    local text = document.text
    local from = math.max(1, #text - END_BYTES + 1)
    local last = text:sub(from):find("[\r\n]%s*Transcribed by https?://otter%.ai%s*$")
    document.reading = ms.dialogue(last and text:sub(1, from + last - 2) or text)
  end
  return document.reading
end

return ms.format {
  name = "dialogue", priority = -1,
  about = "Name: speech; **Name:** speech; ### Name; [00:01:02] Name:; Q:/A:; 问：/答：",
  bid = function(head, document)
    if head:find "^%s*<[?!hH]" then return 0 end -- markup: what looks like labels are attributes
    local confidence = reading_of(document):confidence()
    return head:find "^%s*<%a" and math.min(confidence, 50) or confidence
  end,
  turns = reading_of,
  samples = {
    { name = "colon.txt", input = "Ann: Why?\nBob: Because.\n\nIt rained.\nAnn: Note: it was dry.\nBob: Was it?",
      turns = { { speaker = "Ann", text = "Why?" }, { speaker = "Bob", text = "Because.\n\nIt rained." },
        { speaker = "Ann", text = "Note: it was dry." }, { speaker = "Bob", text = "Was it?" } } },
    { name = "wide.txt", input = "主持人：您好。\n沈岚：您好。\n注意：门要关。\n主持人：好的。\n沈岚：再见。",
      turns = { { speaker = "主持人", text = "您好。" }, { speaker = "沈岚", text = "您好。\n注意：门要关。" },
        { speaker = "主持人", text = "好的。" }, { speaker = "沈岚", text = "再见。" } } },
    { name = "bold.md", input = "**Ann:** \\[00:05\\] Hi.\n\n**Bob Hale:** Hello.\n\n**Ann:** So?\n\n**Bob Hale:** So.",
      turns = { { speaker = "Ann", text = "Hi." }, { speaker = "Bob Hale", text = "Hello." }, { speaker = "Ann", text = "So?" },
        { speaker = "Bob Hale", text = "So." } } },
    { name = "heading.md", input = "# 2020-01-02 Talk\n\n### 問：\n多久？\n\n### 唐：\n一天。\n\n### 問：\n好。",
      turns = { { speaker = "問", text = "多久？" }, { speaker = "唐", text = "一天。" }, { speaker = "問", text = "好。" } } },
    { name = "time.txt", input = "[00:00:04] HOST: When?\n[00:00:09] GUEST: In 1987.",
      turns = { { speaker = "HOST", text = "When?", time = 4 }, { speaker = "GUEST", text = "In 1987.", time = 9 } } },
    { name = "own_line.md", input = "**Emma**  0:00\nHello.\n\n**Kelly**  0:32\nHi.\n\n**Emma**  1:05\nBye.",
      turns = { { speaker = "Emma", text = "Hello.", time = 0 }, { speaker = "Kelly", text = "Hi.", time = 32 },
        { speaker = "Emma", text = "Bye.", time = 65 } } },
    { name = "qa.txt", input = "问：几岁？\n答：十九岁。", turns = { { speaker = "问", text = "几岁？" }, { speaker = "答", text = "十九岁。" } } },
  },
}
