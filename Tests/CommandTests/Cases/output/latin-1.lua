-- A script in Latin-1.
print("café", #"café")
local t = { ["ÿþ"] = 1 }
for k, v in pairs(t) do print(k, v) end
