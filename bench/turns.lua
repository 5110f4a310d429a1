-- The job of bench/README.md: one row a turn, with its dates and sums counted.
-- One scan in C finds names, dates and sums together; Lua only sees the hits.
local ms = require "moonscribe"

local facts = ms.set {
  ms.regex([=[^(?:### |\*\*)\K[^:：\n]+(?=[:：])]=], "m"),
  ms.regex [=[[0-9]{4}年[0-9]{1,2}月(?:[0-9]{1,2}日)?|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* [0-9]{1,2}, [0-9]{4}]=],
  ms.regex [=[[0-9]+(?:\.[0-9]+)?(?:万|亿|萬|億)?(?:元|美元|欧元|歐元|块钱|塊錢)|\$[0-9][0-9,]*(?:\.[0-9]+)?]=],
}

return ms.script {
  name = "turns",
  about = "Turns with their dates and sums, as the other programs of the benchmark find them",
  columns = { "id", "turn", "speaker", "dates", "date", "sums", "sum" },
  writer = "jsonl",
  each = function(interview, emit)
    local text, id = interview.text, interview.doc
    local turn, name_end, speaker, dates, date, sums, sum = 0, 0, nil, 0, nil, 0, nil
    for kind, first, last in facts:hits(text) do
      if kind == 1 then
        -- Values in the order of the columns: what rows by the hundred thousand deserve.
        if speaker then emit(id, turn, speaker, dates, date, sums, sum) end
        turn, name_end = turn + 1, last
        speaker, dates, date, sums, sum = text:sub(first, last), 0, nil, 0, nil
      elseif speaker and first > name_end then
        if kind == 2 then
          date, dates = date or text:sub(first, last), dates + 1
        else
          sum, sums = sum or text:sub(first, last), sums + 1
        end
      end
    end
    if speaker then emit(id, turn, speaker, dates, date, sums, sum) end
  end,
}
