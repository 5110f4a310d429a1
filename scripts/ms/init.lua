-- The module "moonscribe": what a script or plugin gets from `require "moonscribe"`.
-- The core functions come from C; everything else is one module a topic, loaded on first use.
local core = require "moonscribe.core"

local ms = {}
for name, value in pairs(core) do ms[name] = value end

-- Declarations return what they are given, checked; the loader decides what to do with them.
local declare = require "moonscribe.declare"
ms.script, ms.format, ms.extractor, ms.writer = declare.script, declare.format, declare.extractor, declare.writer

ms.grammar = function(language) return require("moonscribe.plugins").grammar(language) end

ms.language = function(text) return require("moonscribe.language").of(text) end

ms.rank = function(sentences, options) return require("moonscribe.rank").sentences(sentences, options) end

ms.topics = function(units, options) return require("moonscribe.topics").find(units, options) end

return ms
