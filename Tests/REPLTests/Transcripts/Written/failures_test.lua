-- Written down at the prompt: what was done there, and what came of it.
local muster = require "muster"
local service = muster.service()

-- Values that differ from run to run.
local any = {
  guid = "^%x+%-%x+%-%x+%-%x+%-%x+$",
  time = "^%d%d%d%d%-%d%d%-%d%dT%d%d:%d%d:%d%d",
  etag = '^"%d+"$',
}
local check, fails
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

  function check(actual, expected)
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

stacy, omar = service:user { xuid = '5500461', gamertag = 'stacy' }, service:user { xuid = '5500462', gamertag = 'omar' }
ref = service:reference('quick', 'lobby')
lobby = stacy:create(ref, muster.request():join { active = true })
check(lobby, { members = { "0 stacy active" } })
-- stacy could not write to quick/lobby (412 out_of_sync): the session exists already; 'write' or 'join' changes it [rule 2.4.5]
fails(function()
  return stacy:create(ref, muster.request():join())
end, { kind = "out_of_sync", status = 412, rule = "2.4.5" })
-- [6]:1: after a request
fails(function()
  lobby = stacy:get(ref) error 'after a request'
end, {})
check(lobby.changeNumber, 1)
muster.service().network:set { latency = "5ms" }
do local _ = muster.service().network end
-- only at a prompt: prompt.sessions()
