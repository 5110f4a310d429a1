-- ends: script
return require "socket"
