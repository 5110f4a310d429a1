-- ends: limit_rows
while true do pcall(emit, { doc = "x" }) end
