-- ends: ok limit_time limit_fuel
-- quadratic: a limit, or an answer in time
ms.regex([[\s+$]]):find((" "):rep(300000) .. "x")
