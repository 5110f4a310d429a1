-- ends: script
return require "/etc/passwd"
