-- A misspelt field of an object of muster.
local muster = require "muster"
local service = muster.service()
local stacy = service:user { xuid = "5500461", gamertag = "stacy" }
local session = stacy:create(service:reference "quick", muster.request():join { active = true })
print(session.changeNumbr)
