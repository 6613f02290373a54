-- An error object of the script's own that can tell what it is.
local Closed = {}
Closed.__index = Closed
Closed.__tostring = function(self) return "the lobby " .. self.name .. " is closed" end

error(setmetatable({ name = "quick" }, Closed))
