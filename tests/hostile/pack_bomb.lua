-- ends: limit_memory script
return string.pack("c2000000000", "")
