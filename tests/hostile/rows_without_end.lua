-- ends: limit_rows --limit-rows
while true do emit { doc = "x" } end
