-- An error in a function, and how the script got there.
local function check(seats)
  if seats < 1 then
    error("a session needs a seat")
  end
end

local function open(seats)
  check(seats)
  print("not reached")
end

print("before")
open(0)
