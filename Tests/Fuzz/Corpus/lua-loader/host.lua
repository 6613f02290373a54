local counters = require 'counters'
local c <close> = counters.new()
c:add(1) c.value = c.value + 2
local ok, e = pcall(c.add, c, 'x')
local inner = coroutine.wrap(function() local x = wait(1) coroutine.yield(x) fail(tostring(c)) end)
inner() pcall(inner)
return apply(function(x) return c:equals(x) end, new())
