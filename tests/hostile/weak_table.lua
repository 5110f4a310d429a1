-- ends: script __mode
setmetatable({}, { __mode = "k" })
