local co = coroutine.create(function(a)
  local x <close> = setmetatable({}, {__close = function(_, e) coroutine.yield(e) end})
  for i = 1, a do coroutine.yield(i, wait(i)) end
  error({code = 5})
end)
local out = {}
repeat out[#out + 1] = select('#', coroutine.resume(co, 2)) until coroutine.status(co) == 'dead'
coroutine.close(co)
local env = {}
load(function() local t = env.text env.text = nil return t end, '=x', 't', env)
return xpcall(load('return ...', '=y'), function(m) return m end, out)
