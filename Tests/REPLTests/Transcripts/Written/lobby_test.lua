-- Written down at the prompt: what was done there, and what came of it.
local muster = require "muster"

-- Values that differ from run to run.
local function looks_like(pattern)
  return function(value) return type(value) == "string" and value:find(pattern) end
end
local any = {
  guid = looks_like "^%x+%-%x+%-%x+%-%x+%-%x+$",
  time = looks_like "^%d%d%d%d%-%d%d%-%d%dT%d%d:%d%d:%d%d",
  etag = looks_like '^"%d+"$',
}

describe("what was done at the prompt", function()
  it("comes out the same", function(...)
local service = muster.service()
local stacy, omar = service:user { xuid = '5500461', gamertag = 'stacy' }, service:user { xuid = '5500462', gamertag = 'omar' }
ref = service:reference('quick', 'lobby')
lobby = stacy:write(ref, muster.request():reserve(omar):set('map', 'dust'):join { active = true })
expect(lobby):to_match { membersInfo = { count = 2 }, members = { { index = 0, gamertag = "stacy", status = "active" }, { index = 1, status = "reserved" } }, properties = { custom = { ["map"] = "dust" } } }
muster.clock:advance('31s')
expect(stacy:get(ref)):to_match { membersInfo = { count = 1 }, members = { { index = 0, gamertag = "stacy", status = "active" } }, properties = { custom = { ["map"] = "dust" } } }
expect(lobby.etag):to_match(any.etag)
expect({ id = muster.guid(), at = tostring(muster.clock), n = 0.5 }):to_match({ ["at"] = any.time, ["id"] = any.guid, ["n"] = 0.5 })
  end)
end)
