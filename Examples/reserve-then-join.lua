-- Reserve a seat, then join it.
--
-- Stacy creates a session and holds two seats. Omar takes his; Dana never comes, and her seat goes
-- back after the time that the session gives it.

local muster  = require "muster"
local service = muster.service()

local stacy = service:user { xuid = "5500461", gamertag = "stacy" }
local omar  = service:user { xuid = "5500462", gamertag = "omar" }
local dana  = service:user { xuid = "5500463", gamertag = "dana" }
local ref   = service:reference "quick"

local function show(what, session)
  print(what)
  for _, member in ipairs(session.members) do print("    " .. tostring(member)) end
end

-- Create: the seats are held before anyone else knows of the session.
local lobby = stacy:write(ref, muster.request()
  :visibility "open"
  :reservedRemovalTimeout "2s"
  :set("KANWE", "MGMSY")
  :reserve(omar, { type = "leader" })
  :reserve(dana)
  :join { active = true })
show("stacy created a session and holds two seats:", lobby)
assert(lobby.membersInfo.count == 3 and lobby.membersInfo.accepted == 1)

-- Join: Omar's first write accepts the seat that was held for him.
local seat = omar:write(ref, muster.request():join { active = true })
show("omar took his seat:", seat)
assert(seat.me.index == 1 and not seat.me.reserved)
assert(seat.me.constants.custom.type == "leader")

-- Wait: nobody takes the third seat, so it is given back.
muster.sleep "2500ms"
local now = stacy:get(ref)
show("dana did not come within 2 s:", now)
assert(now.membersInfo.count == 2 and not now:member(dana))

-- Leave: the session ends with its last member.
omar:leave(ref)
assert(stacy:leave(ref) == nil)
print("everybody left, and the session is gone: " .. tostring(stacy:get(ref) == nil))
