-- ends: script
return ("%99999d"):format(1)
