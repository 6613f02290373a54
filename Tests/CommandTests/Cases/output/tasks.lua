-- Tasks end with the task that spawned them; virtual time passes in order.
local muster = require "muster"
local start = os.clock()
for i = 3, 1, -1 do
  muster.spawn(function()
    muster.sleep(i)
    print("task " .. i .. " after " .. os.clock() - start)
  end)
end
muster.sleep "2500ms"
print("main after " .. os.clock() - start)
