-- An error inside a task that another task waits for is raised there, too.
local muster = require "muster"

local task = muster.spawn(function()
  muster.sleep "1s"
  error("the task gave up")
end)
local ok, problem = pcall(task.wait, task)
print(ok, problem, task.status)
