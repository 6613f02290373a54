-- Six players look for the best host on a simulated network: they join, measure the way to each
-- other's devices, and the directory ranks the devices. One of them is behind a NAT that hides him
-- from most others, one loses her connection while she measures. When the host leaves, the next
-- one takes over. Run it with: muster run Examples/host-selection.lua
local muster = require "muster"
local service = muster.service()
local network = service.network

local names = { "stacy", "omar", "dana", "kim", "lee", "noor" }
local lines = {
  stacy = { latency = "8ms", bandwidth_down = 90000, bandwidth_up = 20000 },
  omar = { latency = "12ms", bandwidth_down = 50000, bandwidth_up = 10000 },
  dana = { latency = "70ms", jitter = "25ms", bandwidth_down = 20000, bandwidth_up = 3000 },
  kim = { latency = "15ms", bandwidth_down = 50000, bandwidth_up = 10000 },
  lee = { latency = "10ms", bandwidth_down = 90000, bandwidth_up = 20000 },
  noor = { latency = { mean = "30ms", deviation = "5ms" }, bandwidth_up = 800 },
}
local nat = { stacy = "open", omar = "open", dana = "moderate", kim = "strict", noor = "moderate" }

local players = {}
for _, name in ipairs(names) do
  players[name] = service:user { gamertag = name }
  network:line(players[name], lines[name]):nat(players[name], nat[name] or "open")
end
network:set { timeout = "4s" }

local function say(text) print(("%7.3f s  %s"):format(muster.clock.elapsed, text)) end

local function seat(player)
  return muster.request():join {
    active = true, initialize = true, secureDeviceAddress = network:address(player),
  }
end

-- Stacy opens the session and holds a seat for everybody who is to be measured.
local ref = service:reference "peer"
local request = seat(players.stacy)
  :memberInitialization { membersNeededToStart = 3, measurementTimeout = 15000 }
  :peerToHostRequirements {
    latencyMaximum = 120, bandwidthDownMinimum = 2000, bandwidthUpMinimum = 500,
  }
for i = 2, #names do request = request:reserve(players[names[i]], nil, { initialize = true }) end
players.stacy:write(ref, request)
say "stacy opened the session"

-- What each of them does at home, all at a time.
local function take_part(name)
  local player = players[name]
  local session = name == "stacy" and player:get(ref) or player:write(ref, seat(player))
  session = session:wait(function(now) return now.initializing.stage == "measuring" end)
  local found, missing = player:measure(session)
  local reached, lost = 0, {}
  for _ in pairs(found) do reached = reached + 1 end
  for _, member in ipairs(session.members) do
    local why = missing[member.deviceToken]
    if why then lost[#lost + 1] = member.gamertag .. " (" .. why .. ")" end
  end
  say(name .. " measured " .. reached .. (#lost > 0 and ", not " .. table.concat(lost, ", ") or ""))
  if name == "lee" then network:partition { player } end
  local report = muster.request():join { measurements = found }
  local ok, problem = pcall(player.write, player, ref, report)
  if not ok then say(name .. " could not tell: " .. problem.kind) end
end

local tasks = {}
for i, name in ipairs(names) do tasks[i] = muster.spawn(take_part, name) end
muster.all(tasks)

local session = players.stacy:get(ref):wait(function(now) return not now.initializing end)
say "the directory has decided"
local owner = {}
for _, member in ipairs(session.members) do
  owner[member.deviceToken] = member.gamertag
  print("  " .. member.gamertag .. ": " .. (member.initializationFailure or "fit to play"))
end
local candidates = session.host_candidates
for rank, token in ipairs(candidates) do print("  candidate " .. rank .. ": " .. owner[token]) end

-- The best candidate becomes the host; when the player leaves, whoever comes next takes over.
for rank, token in ipairs(candidates) do
  local player = players[owner[token]]
  session = player:write(ref, muster.request():host(token))
  say("the host is the device of " .. owner[session.properties.system.host])
  if rank == 2 then break end
  player:leave(ref)
  say(owner[token] .. " left, and with the player the host")
end
