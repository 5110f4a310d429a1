-- ends: limit_time
local function fail() error(fail) end
while true do xpcall(fail, fail) end
