-- ends: script global 'host'
return host.read("/etc/passwd")
