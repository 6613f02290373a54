-- How values print.
print()
print(nil, true, false, 1, 1.0, -0.0, 1e100, 2^53, 1 // 0.0, math.mininteger, "text")
print(0x7fffffffffffffff + 1, 1e15, 1e16, 3.14159265358979, 10 / 2)
print(setmetatable({}, { __tostring = function() return "an object" end }))
print((pcall(print, setmetatable({}, { __tostring = function() return 1 end }))))
print(tostring(print):match "^%a+", tostring({}):match "^%a+")
