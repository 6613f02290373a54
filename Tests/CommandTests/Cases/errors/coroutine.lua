-- An error inside a coroutine that wrap passes on, with the position that Lua adds.
local step = coroutine.wrap(function()
  coroutine.yield(1)
  error("no second step")
end)
print(step())
step()
