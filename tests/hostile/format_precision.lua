-- ends: script limit_memory
return ("%.99f"):rep(1 << 20):format(1e308)
