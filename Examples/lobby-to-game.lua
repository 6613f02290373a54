-- From the lobby to the game, by a transfer handle.
--
-- Three friends sit in a lobby. The first who presses start claims the right to open the game by a
-- write that only one can win, opens it for nobody but its own device, and puts a transfer handle
-- into the lobby: whoever is in the lobby may follow. Run it with: muster run Examples/lobby-to-game.lua

local muster  = require "muster"
local service = muster.service()

local stacy = service:user { xuid = "5500461", gamertag = "stacy" }
local omar  = service:user { xuid = "5500462", gamertag = "omar" }
local dana  = service:user { xuid = "5500463", gamertag = "dana" }
local kim   = service:user { xuid = "5500464", gamertag = "kim" }
local party = { stacy, omar, dana }

local lobby = service:reference "quick"
local game  = service:reference "quick"
local active = muster.request():join { active = true }

stacy:create(lobby, active)
omar:join(lobby)
dana:join(lobby)
print("in the lobby: " .. tostring(dana:get(lobby)))

-- Opens the game when the claim to it succeeds; answers whether this player did.
local function open_game(player)
  local seen = player:get(lobby)
  if seen.properties.custom.transfer then return false end
  local claim = muster.request():set("transfer", "pending~" .. player.xuid)
  local ok, problem = pcall(seen.write, seen, claim, "synchronized")
  if not ok then
    print(player.gamertag .. " pressed start too late: " .. problem.kind)
    return false
  end
  print(player.gamertag .. " opens the game")
  muster.sleep "800ms"  -- the level loads
  player:create(game, active:joinRestriction "local")
  local transfer = player:transfer(lobby, game)
  player:write(lobby, muster.request():set("transfer", "completed~" .. transfer.id))
  return true
end

-- Follows the handle that the lobby shows.
local function follow(player)
  local _, id = player:get(lobby):wait(function(session)
    local transfer = session.properties.custom.transfer or ""
    return transfer:match "^completed~(.+)"
  end, { timeout = "10s" })
  local seat = player:handle(id):join()
  print(player.gamertag .. " follows into the game as member " .. seat.me.index)
end

-- Everybody presses start, Omar first.
local hurry = { omar = "0ms", stacy = "300ms", dana = "600ms" }
local tasks = {}
for i, player in ipairs(party) do
  tasks[i] = function()
    muster.sleep(hurry[player.gamertag])
    if not open_game(player) then follow(player) end
  end
end
muster.all(tasks)

-- Kim has the handle's id from a friend, but was never in the lobby.
local id = stacy:get(lobby).properties.custom.transfer:match "~(.+)"
local way = kim:handle(id)
local ok, problem = pcall(way.join, way)
print("kim, who was not in the lobby: " .. (ok and "came in" or problem.status))

for _, player in ipairs(party) do player:leave(lobby) end
print("in the game: " .. tostring(omar:get(game)))
