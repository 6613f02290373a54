-- Seats run out, and come back. Three clocks decide: how long a held seat waits for its player, how
-- long a ready player may take to become active, and how long an inactive one keeps the seat.
--
-- Omar comes too late for the seat that was held for him, takes a new one, is away for a moment and
-- finds it kept; then he stays away for too long.
-- It needs a local directory: minutes pass in it, which are virtual there.

local muster  = require "muster"
local service = muster.service()

local stacy = service:user { xuid = "5500461", gamertag = "stacy" }
local omar  = service:user { xuid = "5500462", gamertag = "omar" }
local ref   = service:reference "quick"

local function tell(what, session)
  local timer = session.nextTimer and ", next timer at " .. session.nextTimer:sub(12, 19) or ""
  print(("%5.0fs  %s"):format(muster.clock.elapsed, what))
  print("        " .. tostring(session) .. timer)
end

local lobby = stacy:write(ref, muster.request()
  :reservedRemovalTimeout "30s"
  :readyRemovalTimeout "20s"
  :inactiveRemovalTimeout "2m"
  :reserve(omar)
  :join { active = true })
tell("stacy holds a seat for omar", lobby)

-- A watcher hears of every change; timers act when somebody looks, or when they are due.
local watcher = muster.spawn(function()
  for changes in lobby:changes() do
    for _, change in ipairs(changes) do
      if change.cause == "timer" then print("        timer: " .. change.path) end
    end
  end
end)

muster.sleep "31s"
tell("omar did not come in time", stacy:get(ref))
assert(not stacy:get(ref):member(omar))

-- He takes a new seat: another index, since those of members who left are not used again.
local seat = omar:join(ref, { ready = true })
tell("omar takes a new seat while his game loads", seat)
assert(seat.me.index == 2)

muster.sleep "25s"
seat = omar:get(ref)
tell("loading took more than 20 s: inactive", seat)
assert(seat.me.status == "inactive")

muster.sleep "1m"
seat = omar:join(ref)
tell("omar is back within two minutes, in the same seat", seat)
assert(seat.me.index == 2 and seat.me.status == "active")

seat = omar:write(ref, muster.request():join { active = false })
tell("omar closes the game", seat)
muster.sleep "121s"
tell("omar stayed away for two minutes", stacy:get(ref))

local note = muster.request():set("note", "still here")
local late, refusal = pcall(seat.write, seat, note, "synchronized")
assert(not late and refusal.status == 412)
print("omar writes with what he last saw: " .. refusal.kind .. "; the session moved on without him")
stacy:leave(ref)
watcher:wait()  -- its loop ends with the session
