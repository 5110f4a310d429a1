-- ends: limit_time
for i = 1, math.maxinteger do end
