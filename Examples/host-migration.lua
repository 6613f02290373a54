-- Four players are in a game when the host's line goes dead. The others notice that the host no
-- longer answers, agree on the next candidate without talking to each other, and play on. The write
-- that names the new host carries the etag of what it was based on, so only one of them wins.
-- Run it with: muster run Examples/host-migration.lua
local muster = require "muster"
local service = muster.service()
local network = service.network
network:set { latency = "35ms", jitter = "10ms", timeout = "3s" }

local names = { "stacy", "omar", "dana", "kim" }
local players = {}
for i, name in ipairs(names) do
  players[i] = service:user { gamertag = name }
  network:line(players[i], { latency = i * 10 .. "ms" })
end

local function say(text) print(("%6.2f s  %s"):format(muster.clock.elapsed, text)) end

-- Everybody joins with a device, and Stacy hosts. The order of succession is a property of the
-- session, the list of device tokens.
local ref = service:reference "peer"
local function seat(player)
  return muster.request():join { active = true, secureDeviceAddress = network:address(player) }
end
for _, player in ipairs(players) do player:write(ref, seat(player)) end
local session = players[1]:get(ref)
local order, owner = {}, {}
for i, member in ipairs(session.members) do
  order[i], owner[member.deviceToken] = member.deviceToken, member.gamertag
end
session = players[1]:write(ref, muster.request():host(order[1]):set("succession", order))
say("the host is " .. owner[session.properties.system.host])

-- Each of the others looks every second whether the host still answers.
local function watch(player)
  local now = player:get(ref)
  while true do
    muster.sleep "1s"
    local host = now.properties.system.host
    local _, missing = player:measure(now, { probes = 2 })
    if missing[host] then
      say(player.gamertag .. " misses " .. owner[host] .. " (" .. missing[host] .. ")")
      return host
    end
  end
end

local function migrate(player)
  local lost = watch(player)
  local taken
  local now = player:get(ref):update(function(seen)
    taken = seen.properties.system.host ~= lost
    if taken then return nil end
    local succession = seen.properties.custom.succession
    local next_one
    for i, token in ipairs(succession) do
      if token == lost then next_one = succession[i + 1] end
    end
    return muster.request():host(next_one)
  end)
  local host = owner[now.properties.system.host]
  say(player.gamertag .. (taken and " finds" or " says") .. " that the host is " .. host)
end

muster.spawn(function()
  muster.sleep "5s"
  network:partition { players[1] }
  say "stacy's line goes dead"
end)
local tasks = {}
for i = 2, #players do tasks[i - 1] = muster.spawn(migrate, players[i]) end
muster.all(tasks)

-- Stacy comes back and finds another host.
local ok, problem = pcall(players[1].get, players[1], ref)
say("stacy reads: " .. (ok and "fine" or problem.kind))
network:heal()
say("stacy is back, the host is " .. owner[players[1]:get(ref).properties.system.host])
for _, version in ipairs(players[1]:get(ref):history()) do
  local host = version.session.properties.system.host
  if host then
    print("  #" .. version.change_number .. " by " .. version.by .. ": " .. owner[host])
  end
end
