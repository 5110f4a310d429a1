-- ends: script
collectgarbage "stop"
