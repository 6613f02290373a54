-- Written down at the prompt.
local muster = require "muster"
local service = muster.service()

stacy, omar = service:user { xuid = '5500461', gamertag = 'stacy' }, service:user { xuid = '5500462', gamertag = 'omar' }
ref = service:reference('quick', 'lobby')
lobby = stacy:create(ref, muster.request():join { active = true })
-- failed: stacy could not write to quick/lobby (412 out_of_sync): the session exists already; 'write' or 'join' changes it [rule 2.4.5]
pcall(function()
stacy:create(ref, muster.request():join())
end)
-- muster.slep '1s'
-- failed: [5]:1: muster has no function or value 'slep'; did you mean 'sleep'?
-- failed: [6]:1: after a request
pcall(function()
lobby = stacy:get(ref) error 'after a request'
end)
-- error { code = 1 }
-- failed: (error object is a table value)
print(lobby.changeNumber)
muster.service().network:set { latency = "5ms" }
print(muster.service().network)
-- only at a prompt: prompt.sessions()
