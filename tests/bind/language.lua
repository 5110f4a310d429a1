-- The language of a text, also of a short one, and none where nothing says which.
local function same(got, expected)
  if got ~= expected then error(("expected %s\n     got %s"):format(expected, got), 2) end
end
local talk = {
  ["zh-Hans"] = "我们从去年开始修这条路，修了大概八个月，村里的人都来帮忙。",
  ["zh-Hant"] = "我們從去年開始修這條路，修了大概八個月，村裡的人都來幫忙。",
  en = "We started on the road last year, and it took us about eight months.",
  de = "Wir haben letztes Jahr mit der Straße angefangen, und es hat acht Monate gedauert.",
  fr = "Nous avons commencé la route l'an dernier et cela nous a pris huit mois.",
  es = "Empezamos con la carretera el año pasado y nos llevó unos ocho meses, pero la terminamos.",
  it = "Abbiamo iniziato la strada l'anno scorso e ci sono voluti otto mesi per finire, ma è bella.",
  pt = "Começamos a estrada no ano passado e levou uns oito meses, mas não foi fácil para nós.",
  nl = "We zijn vorig jaar met de weg begonnen en het heeft ongeveer acht maanden geduurd.",
  ja = "去年から道路を作り始めて、八か月ぐらいかかりました。",
  ko = "작년부터 길을 만들기 시작해서 여덟 달쯤 걸렸습니다.",
  ru = "Мы начали строить дорогу в прошлом году.",
  uk = "Ми почали будувати дорогу минулого року, і це було важко її зробити.",
}
for expected, text in pairs(talk) do
  same(ms.language(text), expected)
  same(ms.language((text .. "\n"):rep(400)), expected)
end
same(ms.language "好", "zh")
same(ms.language "123, 45%", nil)
same(ms.language "", nil)
-- names of others in a Chinese talk change nothing, nor does one quoted word in an English one
same(ms.language "我们用的是 OpenAI 的 API 和 Python，后来又换成了自己写的程序。", "zh-Hans")
same(ms.language "They call it 喀交会, and it is held in the old town every year.", "en")
-- a turn of a document, a slice like any other
same(ms.language(ms.text("Q: why?\nA: 因为我们从小就住在这里，哪儿也没去过。"):sub(12)), "zh-Hans")

-- what a turn of a word or two shares with another language makes it none of that one
assert(ms.language "Yes." == "en" and ms.language "Of course." ~= "nl" and ms.language "So?" ~= "de" and ms.language "Ja, das ist richtig." == "de")
