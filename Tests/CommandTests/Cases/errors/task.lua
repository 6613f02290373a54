-- An error inside a task ends the run.
local muster = require "muster"

local function wait()
  muster.sleep "1s"
  error("the task gave up")
end

muster.spawn(function()
  wait()
end)
print("spawned")
muster.sleep "5s"
print("not reached")
