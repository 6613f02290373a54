-- Three players join, measure the way to each other's devices, and the directory ranks the devices
-- as hosts. The best one becomes the host; when its player leaves, the next one takes over.
local muster = require "muster"
local service = muster.service()

-- What each player measures of the others' devices: milliseconds.
local latency = {
  stacy = { omar = 50, dana = 60 },
  omar = { stacy = 50, dana = 200 },
  dana = { stacy = 60, omar = 200 },
}
local names = { "stacy", "omar", "dana" }
local addresses = { stacy = "c3RhY3k=", omar = "b21hcg==", dana = "ZGFuYQ==" }

local players = {}
for i, name in ipairs(names) do
  players[name] = service:user { xuid = tostring(5500460 + i), gamertag = name }
end

local function show(title, session)
  local initializing = session.initializing
  print(title .. ": " .. (initializing and initializing.stage or "done"))
end

local function seat(name)
  return muster.request():join {
    active = true, initialize = true, secureDeviceAddress = addresses[name],
  }
end

-- Stacy creates the session and holds seats for the others, who take part in its initialization.
local ref = service:reference "p2h"
local request = seat "stacy"
for _, name in ipairs { "omar", "dana" } do
  request = request:reserve(players[name], nil, { initialize = true })
end
show("stacy waits for the others", players.stacy:write(ref, request))
show("omar joined", players.omar:write(ref, seat "omar"))
local session = players.dana:write(ref, seat "dana")
show("dana joined", session)

-- Everybody measures. Devices are named by tokens.
local token, owner = {}, {}
for _, member in ipairs(session.members) do
  token[member.gamertag] = member.deviceToken
  owner[member.deviceToken] = member.gamertag
end
for _, name in ipairs(names) do
  local measurements = {}
  for other, milliseconds in pairs(latency[name]) do
    measurements[token[other]] = {
      latency = milliseconds, bandwidthDown = 5000, bandwidthUp = 5000,
    }
  end
  session = players[name]:write(ref, muster.request():join { measurements = measurements })
  show(name .. " measured", session)
end

local candidates = session.host_candidates
for rank, device in ipairs(candidates) do
  print("  candidate " .. rank .. " is the device of " .. owner[device])
end

-- The best candidate becomes the host.
local first = owner[candidates[1]]
session = players[first]:write(ref, muster.request():host(candidates[1]))
print("the host is the device of " .. owner[session.properties.system.host])

-- The host leaves, and the directory forgets it. Who is next in the list takes over.
players[first]:leave(ref)
local second = owner[candidates[2]]
session = players[second]:get(ref)
print(first .. " left; the host is " .. tostring(session.properties.system.host))
session = players[second]:write(ref, muster.request():host(candidates[2]))
print("now the host is the device of " .. owner[session.properties.system.host])
