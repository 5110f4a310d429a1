-- ends: limit_time
while true do end
