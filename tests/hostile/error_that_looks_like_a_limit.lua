-- ends: script
error("a script's time on one document: limit of 1 ms reached; raise it with --limit-time", 0)
