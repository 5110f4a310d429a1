-- ends: script global 'package'
return package.loadlib("/lib/libc.so.6", "*")
