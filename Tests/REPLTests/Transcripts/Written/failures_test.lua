-- Written down at the prompt: what was done there, and what came of it.
local muster = require "muster"

describe("what was done at the prompt", function()
  it("comes out the same", function(...)
local service = muster.service()
stacy, omar = service:user { xuid = '5500461', gamertag = 'stacy' }, service:user { xuid = '5500462', gamertag = 'omar' }
ref = service:reference('quick', 'lobby')
lobby = stacy:create(ref, muster.request():join { active = true })
expect(lobby):to_match { membersInfo = { count = 1 }, members = { { index = 0, gamertag = "stacy", status = "active" } } }
-- stacy could not write to quick/lobby (412 out_of_sync): the session exists already; 'write' or 'join' changes it [rule 2.4.5]
expect(function()
  return stacy:create(ref, muster.request():join())
end):to_fail { kind = "out_of_sync", status = 412, rule = "2.4.5" }
-- [6]:1: after a request
expect(function()
  lobby = stacy:get(ref) error 'after a request'
end):to_fail()
expect(lobby.changeNumber):to_be(1)
muster.service().network:set { latency = "5ms" }
do local _ = muster.service().network end
-- only at a prompt: prompt.sessions()
  end)
end)
