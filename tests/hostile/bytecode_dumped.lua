-- ends: script
return string.dump(function() end)
