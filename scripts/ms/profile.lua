-- moonscribe.profile: where the time of a run goes (--profile): functions are wrapped under a name, and their own time,
-- without that of wrapped ones inside, is added up. When it is off, wrapping gives the function itself: it costs
-- nothing then.
local profile = {}

local is_on, costs, inner = false, {}, 0

function profile.start() is_on = true end

-- An error has gone through: what was open is over.
function profile.begin_document() inner = 0 end

local clock = host and host.clock

local function finish(cost, began, outer, ...)
  local took = clock() - began
  cost.ns, cost.calls = cost.ns + took - inner, cost.calls + 1
  inner = outer + took
  return ...
end

-- A function like f whose time is told under that name.
function profile.wrap(name, f)
  if not is_on then return f end
  local cost = costs[name] or { ns = 0, calls = 0 }
  costs[name] = cost
  return function(...)
    local outer = inner
    inner = 0
    return finish(cost, clock(), outer, f(...))
  end
end

-- Calls take(name, ns, calls) for everything since the last time.
function profile.tell(take)
  for name, cost in pairs(costs) do
    if cost.calls > 0 then take(name, cost.ns, cost.calls) end
    cost.ns, cost.calls = 0, 0
  end
end

return profile
