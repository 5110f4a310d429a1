-- ends: script global 'os'
return os.execute("id")
