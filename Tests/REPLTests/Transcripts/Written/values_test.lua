-- Written down at the prompt: what was done there, and what came of it.
local muster = require "muster"
local service = muster.service()

-- Values that differ from run to run.
local any = {
  guid = "^%x+%-%x+%-%x+%-%x+%-%x+$",
  time = "^%d%d%d%d%-%d%d%-%d%dT%d%d:%d%d:%d%d",
  etag = '^"%d+"$',
}
local check_, fails
do
  local open = {}
  for _, pattern in pairs(any) do open[pattern] = true end

  -- A session as its members in a word each, and its custom properties.
  local function shape(session)
    local members = {}
    for _, member in ipairs(session.members) do
      members[#members + 1] = ("%d %s %s"):format(
        member.index, member.gamertag or member.xuid, member.status)
    end
    local custom = session.properties.custom
    return { members = members, custom = next(custom) and custom or nil }
  end

  local function differ(actual, expected, path)
    if open[expected] then
      return not (type(actual) == "string" and actual:find(expected)) and path
    elseif type(expected) ~= "table" then
      return actual ~= expected and path
    elseif type(actual) ~= "table" then
      return path
    end
    for key, value in pairs(expected) do
      local found = differ(actual[key], value, path .. "." .. tostring(key))
      if found then return found end
    end
    for key in pairs(actual) do
      if expected[key] == nil then return path .. "." .. tostring(key) end
    end
  end

  function check_(actual, expected)
    if type(actual) == "userdata" then actual = shape(actual) end
    local path = differ(actual, expected, "value")
    if path then
      error(("%s differs: expected %s, got %s"):format(
        path, muster.inspect(expected), muster.inspect(actual)), 2)
    end
  end

  function fails(body, expected)
    local ok, problem = pcall(body)
    if ok then error("this was expected to fail", 2) end
    for field, value in pairs(expected) do
      local found = type(problem) ~= "string" and problem[field] or nil
      if found ~= value then
        error(("%s differs: expected %s, got %s in: %s"):format(
          field, value, found, tostring(problem)), 2)
      end
    end
  end
end

_ = 1 + 1
_1 = _
check_(_, 2)
_ = _ * 2
check_(_, 4)
check_(_1 + _, 6)
check_(7, 7)
local a, b = 1, { 'x', nested = { 2 } }
check_(a, 1)
check_(((function() return a, #b end)()), 1)
do local _ = b end
check_((function() return 'called' end)(), "called")
local c = a + 1
check_(c, 2)
check_(c, 2)
do
local function run(...)
if c == 2 then return 'early' end
end
run(...)
end
for i = 1, 2 do
  a = a + i
end
check_(a, 4)
-- nothing
print('said')
local check = 'mine'
check_(check, "mine")
check_(check, "mine")
check_('a "quoted"\n\0 text', "a \"quoted\"\n\000 text")
_ = muster.null
do local _ = nil end
check_(_ == muster.null, true)
a = 9
check_(a, 9)
check_(a, 9)
check_(((function() return 2^53, math.huge end)()), 9007199254740992.0)
shape = 1 open = 2
check_(shape, 1)
check_(shape + open, 3)
