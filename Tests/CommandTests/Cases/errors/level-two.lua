-- Level 2 blames the caller.
local function need(x)
  if not x then error("an argument is needed", 2) end
end

local function use()
  need(nil)
end

use()
