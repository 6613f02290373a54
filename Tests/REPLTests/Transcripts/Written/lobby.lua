-- Written down at the prompt.
local muster = require "muster"
local service = muster.service()

local stacy, omar = service:user { xuid = '5500461', gamertag = 'stacy' }, service:user { xuid = '5500462', gamertag = 'omar' }
ref = service:reference('quick', 'lobby')
lobby = stacy:write(ref, muster.request():reserve(omar):set('map', 'dust'):join { active = true })
-- lobby:get().members[1].gamertag
-- failed: [4]:1: session has no field or method 'get'
muster.clock:advance('31s')
print(stacy:get(ref))
print(lobby.etag)
print(muster.inspect({ id = muster.guid(), at = tostring(muster.clock), n = 0.5 }))
