-- ends: limit_time
coroutine.resume(coroutine.create(function() while true do end end))
