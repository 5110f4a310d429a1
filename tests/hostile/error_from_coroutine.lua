-- ends: script
coroutine.wrap(function() error(coroutine.create(print)) end)()
