-- ends: script limit_nesting
local t = {}
t[1] = t
ms.json.encode(t)
