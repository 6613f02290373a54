-- os.exit(true) is success, also from within a task.
local muster = require "muster"
muster.spawn(function()
  print("in a task")
  os.exit(true, true)
end)
muster.sleep "1s"
print("not reached")
