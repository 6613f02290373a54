-- Requests, answers, refusals, time and log lines, as --trace shows them.
local muster = require "muster"
local service = muster.service()
local stacy = service:user { xuid = "5500461", gamertag = "stacy" }
local omar = service:user { xuid = "5500462", gamertag = "omar" }
local ref = service:reference { template = "quick", name = "lobby" }

print("to standard output")
local lobby = stacy:create(ref, muster.request():set("map", "dust"):reserve(omar):join { active = true })
muster.log "a line of the script's own"
muster.sleep "1500ms"
pcall(stacy.create, stacy, ref, muster.request():join { active = true })
omar:write(ref, muster.request():join { active = true })
pcall(lobby.write, lobby, muster.request():set("map", "mirage"), "synchronized")
stacy:get(ref)
omar:get(service:reference { template = "quick", name = "elsewhere" })
omar:leave(ref)
stacy:write(ref, muster.request():set("map", "dust"):nocommit())
stacy:leave(ref)
