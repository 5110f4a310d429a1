-- What an interview is about, in its own words: names and terms, the most telling first. Over several interviews what all
-- of them speak of counts for less.
local ms = require "moonscribe"
local excerpt = require "moonscribe.excerpt"
local phrases = require "moonscribe.phrases"

return ms.script {
  name = "keywords",
  about = "The key phrases of each interview: names and terms, how often, where first",
  options = { count = { type = "integer", default = 20, help = "how many phrases of each interview" } },
  columns = { "doc", "phrase", "kind", "score", "count", "turns", "speaker", "quote", "source" },
  writer = "csv",
  gather = function(interview, count) phrases.gather(interview, count) end,
  each = function(interview, emit, opt, counts)
    for _, one in ipairs(phrases.find(interview, { count = opt.count, corpus = phrases.corpus(counts) })) do
      emit { doc = interview.doc, phrase = one.text, kind = one.kind, score = one.score, count = one.count, turns = one.texts,
        speaker = one.turn.speaker, quote = excerpt.sentence(one.first, one.turn), source = one.first:locator() }
    end
  end,
}
