-- Turn-based play with `turn`.
--
-- Two players count to ten by turns, adding one or two. Whose turn it is stands in the session:
-- each move passes it on in the same write, and a query lists the games that wait for a player.
-- Run it with: muster run Examples/turns.lua
-- It needs a local directory: hours pass in it, which are virtual there.

local muster  = require "muster"
local service = muster.service()

local stacy = service:user { xuid = "5500461", gamertag = "stacy" }
local omar  = service:user { xuid = "5500462", gamertag = "omar" }
local ref   = service:reference("quick", "count-to-ten")

-- A game by mail: players are away for days and stay in it all the same.
stacy:create(ref, muster.request()
  :inactiveRemovalTimeout(muster.null)
  :set("count", 0)
  :turn { 0 }
  :join { active = true })
omar:join(ref)

local function move(player, session)
  local step = math.random(2)
  local count = session.properties.custom.count + step
  local request = muster.request():set("count", count)
  if count < 10 then
    local other = 1 - session.me.index
    request = request:turn { other }
  else
    request = request:turn {}:set("winner", player.gamertag)
  end
  print(("%s adds %d: %d"):format(player.gamertag, step, count))
  return session:write(request, "synchronized")
end

-- Waits for its turn, thinks, moves, until somebody has won.
local function play(player)
  local session = player:get(ref)
  while true do
    session = session:wait(function(now)
      return now.me.turn or now.properties.custom.winner
    end)
    if session.properties.custom.winner then return end
    local waiting = player:query { xuid = player, template = "quick" }
    assert(waiting[1].myTurn)
    muster.sleep(math.random(60) .. "min")
    session = move(player, session)
  end
end

muster.all {
  function() play(stacy) end,
  function() play(omar) end,
}

local last = stacy:get(ref)
print(last.properties.custom.winner .. " reached " .. last.properties.custom.count .. " in "
  .. math.floor(service.clock.elapsed / 60) .. " minutes")
print("whose turn it is: " .. #last.properties.system.turn .. " players, so the game is over")
for _, version in ipairs(last:history()) do
  if version.change_number > 2 then print("  " .. tostring(version):gsub(" %(.*", "")) end
end
