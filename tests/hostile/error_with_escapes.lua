-- ends: script
error("\27[2J\0\r\n\xff")
