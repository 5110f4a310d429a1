-- ends: script is not for scripts
return require "moonscribe.core"
