-- Two tasks that wait for each other, and the main task for one of them.
local muster = require "muster"
local ada, grace

ada = muster.spawn(function()
  muster.sleep "1s"
  grace:wait()
end)
grace = muster.spawn(function()
  ada:wait()
end)
print("before")
ada:wait()
print("not reached")
