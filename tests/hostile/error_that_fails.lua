-- ends: script
error(setmetatable({}, { __tostring = error, __name = {} }))
