-- Written down at the prompt: what was done there, and what came of it.
local muster = require "muster"

describe("what was done at the prompt", function()
  it("comes out the same", function(...)
local service = muster.service()
_ = 1 + 1
_1 = _
expect(_):to_be(2)
_ = _ * 2
expect(_):to_be(4)
expect(_1 + _):to_be(6)
expect(7):to_be(7)
local a, b = 1, { 'x', nested = { 2 } }
expect(a):to_be(1)
expect(((function() return a, #b end)())):to_be(1)
do local _ = b end
expect((function() return 'called' end)()):to_be("called")
local c = a + 1
expect(c):to_be(2)
expect(c):to_be(2)
do
local function run(...)
if c == 2 then return 'early' end
end
run(...)
end
for i = 1, 2 do
  a = a + i
end
expect(a):to_be(4)
-- nothing
print('said')
local check = 'mine'
expect(check):to_be("mine")
expect(check):to_be("mine")
expect('a "quoted"\n\0 text'):to_be("a \"quoted\"\n\000 text")
_ = muster.null
do local _ = nil end
expect(_ == muster.null):to_be(true)
a = 9
expect(a):to_be(9)
expect(a):to_be(9)
expect(((function() return 2^53, math.huge end)())):to_be(9007199254740992.0)
shape = 1 open = 2
expect(shape):to_be(1)
expect(shape + open):to_be(3)
  end)
end)
