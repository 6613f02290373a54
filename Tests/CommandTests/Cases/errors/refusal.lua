-- A refusal that nothing catches: the service's text, the rule, and the line of the script.
local muster = require "muster"
local service = muster.service()
local stacy = service:user { xuid = "5500461", gamertag = "stacy" }
local ref = service:reference { template = "quick", name = "lobby" }

local function open()
  stacy:create(ref, muster.request():join { active = true })
end

open()
open()
