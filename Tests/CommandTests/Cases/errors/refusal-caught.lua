-- What pcall sees of a refusal.
local muster = require "muster"
local service = muster.service()
local stacy = service:user { xuid = "5500461", gamertag = "stacy" }
local ref = service:reference { template = "quick", name = "lobby" }
local request = muster.request():join { active = true }

local ok, refusal = pcall(stacy.write, stacy, ref, request, "update")
print(ok, type(refusal), refusal.kind, refusal.status, refusal.rule, refusal.retryable)
print(refusal.message)
print(tostring(refusal))

-- Raised again, it is the same error.
local again = select(2, pcall(error, refusal))
print(again == refusal, again.rule)
error(again)
