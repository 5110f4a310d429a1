-- ends: script global 'io'
return io.open("/etc/passwd")
