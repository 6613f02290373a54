-- Written down at the prompt.
local muster = require "muster"
local service = muster.service()

_ = 1 + 1
_1 = _
_ = _ * 2
print(_1 + _)
print(7)
local a, b = 1, { 'x', nested = { 2 } }
print(a, #b)
print(muster.inspect(b))
print((function() return 'called' end)())
local c = a + 1
print(c)
do
local function run(...)
if c == 2 then return 'early' end
end
run(...)
end
for i = 1, 2 do
  a = a + i
end
print(a)
-- nothing
print('said')
local check = 'mine'
print(check)
print('a "quoted"\n\0 text')
_ = muster.null
print(nil)
print(_ == muster.null)
a = 9
print(a)
print(2^53, math.huge)
shape = 1 open = 2
print(shape + open)
