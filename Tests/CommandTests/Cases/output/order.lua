-- print and io.write share a buffer: what is written first comes first.
for i = 1, 3 do
  print("print " .. i)
  io.write("write " .. i .. "\n")
  io.stdout:write("stdout " .. i .. "\n")
end
io.stderr:write("to standard error\n")
io.write("no line end")
