-- ends: script
load(function() return " " end)
