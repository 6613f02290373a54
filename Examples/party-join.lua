-- A party joins as a group.
--
-- Matches take four. Stacy reserves seats for her whole party in one write, so that they all get
-- in or none does; then each takes the seat that was held. A second party of three finds no room
-- in the same match and opens one of its own. Run it with: muster run Examples/party-join.lua

local muster  = require "muster"
local service = muster.service()

local function player(number, name)
  return service:user { xuid = tostring(5500460 + number), gamertag = name }
end
local stacys = { player(1, "stacy"), player(2, "omar"), player(3, "dana") }
local kims   = { player(4, "kim"), player(5, "lee"), player(6, "max") }

-- One request for the leader's own seat and one for each of the others.
local function seats(party)
  local request = muster.request():maxMembersCount(4):reservedRemovalTimeout "10s"
    :join { active = true, custom = { party = party[1].gamertag } }
  for i = 2, #party do
    request = request:reserve(party[i], { party = party[1].gamertag })
  end
  return request
end

-- The leader holds the seats, and the others take them as soon as their console is ready.
local function come(party, ref)
  local leader = party[1]
  local match = leader:write(ref, seats(party))
  print(leader.gamertag .. " holds " .. #party .. " seats: " .. tostring(match))
  local tasks = {}
  for i = 2, #party do
    tasks[#tasks + 1] = function()
      muster.sleep(i * 0.4)
      local seat = party[i]:join(ref)
      print("  " .. party[i].gamertag .. " took seat " .. seat.me.index
        .. " held by " .. seat.me.constants.custom.party)
    end
  end
  muster.all(tasks)
  return leader:get(ref):wait(function(session)
    return session.membersInfo.active == session.membersInfo.count
  end, { timeout = "15s" })
end

local first = service:reference "quick"
print("everybody is here: " .. tostring(come(stacys, first)))

-- Three seats are not free any more. The write is refused as a whole: nobody is torn away.
local ok, problem = pcall(kims[1].write, kims[1], first, seats(kims))
assert(not ok)
print("kim's party does not fit: " .. problem.message)
print("match 1 is as it was: " .. tostring(stacys[1]:get(first)))

-- A place of their own, and one that nobody takes is given back.
local second = service:reference "quick"
local match = kims[1]:write(second, seats { kims[1], kims[2], kims[3], player(7, "nobody") })
print("kim opens another match: " .. tostring(match))
for i = 2, 3 do kims[i]:join(second) end
muster.sleep "10s"
print("after ten seconds: " .. tostring(kims[1]:get(second)))
