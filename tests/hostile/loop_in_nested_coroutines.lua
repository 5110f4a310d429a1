-- ends: limit_time
local function nest(depth)
  if depth == 0 then while true do end end
  pcall(coroutine.wrap(function() pcall(nest, depth - 1) end))
  while true do end
end
nest(20)
