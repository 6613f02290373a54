-- An error of Lua itself.
local lobby
print(lobby.name)
