-- Shows its arguments.
print("arg[0]", arg[0])
for index, value in ipairs(arg) do print("arg[" .. index .. "]", value) end
print("...", select("#", ...), ...)
