-- Encounters in a large session.
--
-- A town of hundreds is one large session. It tells nobody who else is there, only how many; whom
-- they meet, players say themselves: a group while they are together, an encounter for a moment.
-- The directory remembers who played with whom. Run it with: muster run Examples/encounters.lua
-- It needs a local directory: minutes pass in it, which are virtual there.

local muster  = require "muster"
local service = muster.service()
local town    = service:reference("big", "town")

local names = { "stacy", "omar", "dana", "kim" }
local players, name_of = {}, {}
for i, name in ipairs(names) do
  players[name] = service:user { xuid = tostring(5500460 + i), gamertag = name }
  name_of[players[name].xuid] = name
end
local active = muster.request():join { active = true }

-- Two hundred others are in town before them.
for _, passer_by in ipairs(service:users(200)) do passer_by:write(town, active) end
for _, name in ipairs(names) do players[name]:write(town, active) end

local seen = players.stacy:get(town)
print("in town: " .. seen.membersInfo.count .. " players, of whom stacy sees "
  .. #seen.members .. ": " .. seen.me.gamertag)

-- Reservations and lists of others are not for sessions of this size.
local ok, problem = pcall(players.stacy.write, players.stacy, town,
  muster.request():reserve "5500499")
print("a held seat: " .. (ok and "held" or "refused with " .. problem.status))

local function say(name, entry)
  return players[name]:write(town, muster.request():join(entry))
end
local function met(name)
  local list = {}
  for i, xuid in ipairs(players[name]:companions()) do list[i] = name_of[xuid] end
  return #list > 0 and table.concat(list, ", ") or "nobody"
end

-- Stacy and Omar team up for a while.
say("stacy", { groups = { "team-red" } })
muster.sleep "5min"
local entry = say("omar", { groups = { "team-red" } }).me
print("omar's groups: " .. table.concat(entry.properties.system.groups, ", "))
muster.sleep "10min"
say("omar", { groups = {} })

-- Dana runs into Omar at the well: a moment, which counts for half a minute before.
entry = say("dana", { encounters = { "well-17" } }).me
print("dana's encounter is taken note of and not shown: "
  .. tostring(entry.properties.system.encounters))
muster.sleep "12s"
say("omar", { encounters = { "well-17" } })

-- Kim comes by when everybody has gone, and joins the team after Omar has left it.
muster.sleep "1min"
say("kim", { encounters = { "well-17" }, groups = { "team-red" } })

for _, name in ipairs(names) do print(name .. " met " .. met(name)) end

for _, name in ipairs(names) do players[name]:leave(town) end
print("they left; stacy still remembers " .. met "stacy")
