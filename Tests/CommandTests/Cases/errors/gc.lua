-- An error in a finalizer ends nothing.
setmetatable({}, { __gc = function() error("in the finalizer") end })
collectgarbage()
print("after")
