-- A syntax error.
local a = 1
if a == 1 the
  print(a)
end
