-- Chats that WhatsApp exports: "[3/12/24, 14:02:11] Ann: words" (iOS), "12.03.24, 14:02 - Ann: words" (Android). A message
-- goes on until the next one begins; lines without a name are the messenger's own.
local ms = require "moonscribe"

-- The beginning of a message: a date and a time in the order of the sender's country, then a name and a colon. The first
-- mark of no width is one that iOS puts there.
local MESSAGE = [[^\x{200E}?(?:\[(?<date>[\d./-]{6,10}),? (?<time>[\d:.]+(?:[ \x{202F}][AP]M)?)\] |(?<date2>[\d./-]{6,10}),? (?<time2>[\d:]+(?:[ \x{202F}][AP]M)?) - )]] ..
  [[(?:(?<name>[^:\n]{1,60}): )?\x{200E}?]]

-- What stands where a picture was, or a message that was taken back.
local NO_WORDS = ms.regex [[^\x{200E}?(?:<[^<>\n]*>|(?:image|video|audio|sticker|GIF|document) omitted|This message was deleted\.?|You deleted this message\.?)$]]

local function messages(text) return ms.regex(MESSAGE, "m"):gmatch(text) end

return ms.format {
  name = "whatsapp",
  about = "chats that WhatsApp exports",
  bid = function(head)
    local count = 0
    for message in messages(head) do
      if message.name then count = count + 1 end
    end
    return count >= 2 and 97 or 0
  end,
  turns = function(document)
    local turns, last = {}, nil
    -- The words of a message: what stands between its name and the next message.
    local function finish(to)
      local words = last and document.text:sub(last.at, to):trim()
      if words and #words > 0 and not NO_WORDS:test(words) then turns[#turns + 1] = { speaker = last.name, text = words } end
    end
    for message in messages(document.text) do
      local from, to = message:span(0)
      finish(from - 1)
      last = message.name and { name = tostring(message.name), at = to + 1 }
    end
    finish(#document.text)
    return turns
  end,
  samples = {
    { name = "ios.txt", input = "[12/03/2024, 14:02:11] Ann: \u{200E}Messages are encrypted.\n[12/03/2024, 14:02:15] Bob Hale: It rained: all day.\n\nAnd night.\n" ..
      "[12/03/2024, 14:03:00] Ann: \u{200E}image omitted\n[12/03/2024, 14:03:02] Ann: Ah.\n",
      turns = { { speaker = "Ann", text = "Messages are encrypted." }, { speaker = "Bob Hale", text = "It rained: all day.\n\nAnd night." }, { speaker = "Ann", text = "Ah." } } },
    { name = "android.txt", input = "12.03.24, 14:02 - Messages are encrypted.\n12.03.24, 14:02 - 沈岚: 下雨了。\n3/12/24, 2:05 PM - Bob: <Media omitted>\n3/12/24, 2:06 PM - Bob: Still.\n",
      turns = { { speaker = "沈岚", text = "下雨了。" }, { speaker = "Bob", text = "Still." } } },
    { name = "none.txt", input = "On 12.03.24, 14:02 we met.\nAnn: Yes.\n", bid = 0, turns = {} },
  },
}
