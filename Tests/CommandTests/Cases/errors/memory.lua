-- A string that cannot be made is an error, not a crash.
local ok, problem = pcall(string.rep, "x", 1 << 62)
print(ok, problem)
string.rep("x", 1 << 62)
