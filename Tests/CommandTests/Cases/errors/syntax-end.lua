-- A syntax error at the end of the text.
local function open()
  print("x")
