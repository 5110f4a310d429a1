-- ends: script read-only
string.rep = function() return "" end
