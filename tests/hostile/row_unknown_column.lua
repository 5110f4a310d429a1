-- ends: script
emit { dco = 1 }
