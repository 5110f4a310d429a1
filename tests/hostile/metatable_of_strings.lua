-- ends: script
getmetatable("").__index = {}
