-- ends: script global 'debug'
return debug.getregistry()
