-- ends: limit_output --limit-output
while true do emit { doc = ("x"):rep(1 << 20) } end
