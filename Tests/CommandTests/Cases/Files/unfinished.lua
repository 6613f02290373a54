-- A module that is no Lua.
local function half(
return half
