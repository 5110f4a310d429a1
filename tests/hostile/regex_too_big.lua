-- ends: pattern limit_pattern limit_memory
return ms.regex("(?:(?:(?:a{1,500}){1,500}){1,500})")
