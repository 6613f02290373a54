-- Roles: one medic, two tanks.
--
-- The template allows one medic and two tanks. Players ask for the role they like when they join
-- through the search handle; who comes too late is refused, looks which roles are still wanted, and
-- takes one of them. Run it with: muster run Examples/roles.lua

local muster  = require "muster"
local service = muster.service()

local names = { "stacy", "omar", "dana", "kim", "lee" }
local likes = { stacy = "tank", omar = "medic", dana = "medic", kim = "tank", lee = "tank" }
local players = {}
for i, name in ipairs(names) do
  players[i] = service:user { xuid = tostring(5500460 + i), gamertag = name }
end

local raid  = service:reference "owned"
local stacy = players[1]
stacy:create(raid, muster.request():join { active = true, roles = { class = likes.stacy } })
stacy:search_handle(raid, { tags = { "raid" } })
print("stacy opens the raid as " .. likes.stacy)

-- How many of each role are still wanted, as the session itself says.
local function wanted(roles)
  local list = {}
  for name, role in pairs(roles) do
    local free = role.max - (role.count or 0)
    if free > 0 then list[#list + 1] = { name = name, free = free } end
  end
  return list
end

local function join(player, role)
  local raids = player:search("owned", { filter = "tags/any(d:tolower(d) eq 'raid')" })
  local seat = raids[1]:join { active = true, roles = { class = role } }
  print("  " .. player.gamertag .. " joins as " .. (seat.me.roles and seat.me.roles.class or "spare"))
end

for i = 2, #players do
  local player = players[i]
  local role = likes[player.gamertag]
  print(player.gamertag .. " wants to be " .. role)
  local ok, problem = pcall(join, player, role)
  if not ok then
    print("  refused: " .. problem.kind .. " [rule " .. problem.rule .. "]")
    local handle = player:search("owned")[1]
    local free = wanted(handle.roleInfo.roleTypes.class.roles)
    if free[1] then
      print("  still wanted: " .. free[1].free .. " " .. free[1].name)
      join(player, free[1].name)
    else
      print "  nothing is wanted any more"
      join(player, nil)
    end
  end
end

local roles = stacy:get(raid).roleTypes.class.roles
for name, role in pairs(roles) do
  print(("%s: %d of %d (%s)"):format(name, role.count, role.max,
    table.concat(role.memberXuids, ", ")))
end

-- Who leaves frees the role.
players[2]:leave(raid)
print("omar left; medics: " .. stacy:get(raid).roleTypes.class.roles.medic.count)
players[5]:write(raid, muster.request():join { roles = { class = "medic" } })
print("lee takes over; medics: " .. stacy:get(raid).roleTypes.class.roles.medic.count)
for _, i in ipairs { 3, 4, 5, 1 } do players[i]:leave(raid) end
