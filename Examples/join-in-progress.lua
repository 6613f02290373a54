-- A match runs when two more players come in. They are measured against those who play, in an
-- episode of their own, while the match goes on; who comes during an episode waits for the next
-- one. The second newcomer is too far away and goes back to matchmaking.
-- Run it with: muster run Examples/join-in-progress.lua
local muster = require "muster"
local service = muster.service()
local network = service.network

local function player(name, latency)
  local user = service:user { gamertag = name }
  network:line(user, { latency = latency })
  return user
end
local stacy, omar = player("stacy", "10ms"), player("omar", "20ms")
local dana, kim = player("dana", "25ms"), player("kim", "180ms")

local function say(text) print(("%6.3f s  %s"):format(muster.clock.elapsed, text)) end

local function seat(user)
  return muster.request():join {
    active = true, initialize = true, secureDeviceAddress = network:address(user),
  }
end

-- What a player does until the directory has judged the player.
local function initialize(user, session)
  session = session:wait(function(now)
    local mine = now:member(user).initializationEpisode
    return not mine or now.initializing.stage == "measuring" and now.initializing.episode == mine
  end)
  local episode = session.me.initializationEpisode
  local found = user:measure(session)
  say(("%s is measured in episode %d"):format(user.gamertag, episode))
  session = user:write(session.reference, muster.request():join { measurements = found })
  session = session:wait(function(now) return not now.me.initializationEpisode end)
  local failure = session.me.initializationFailure
  say(user.gamertag .. (failure and " does not fit: " .. failure or " plays"))
  return failure == nil
end

-- Stacy and Omar begin, in episode 1.
local ref = service:reference "peer"
local opened = stacy:write(ref, seat(stacy)
  :memberInitialization { membersNeededToStart = 2 }
  :peerToPeerRequirements { latencyMaximum = 150, bandwidthMinimum = 1000 }
  :reserve(omar, nil, { initialize = true }))
muster.all {
  function() return initialize(stacy, opened) end,
  function() return initialize(omar, omar:write(ref, seat(omar))) end,
}
stacy:write(ref, muster.request():set("score", "0:0"))

-- The match goes on, whoever comes in.
local match = muster.spawn(function()
  for goals = 1, 3 do
    muster.sleep "1s"
    stacy:write(ref, muster.request():set("score", goals .. ":0"))
    say("stacy scores, " .. goals .. ":0")
  end
end)

local function come_late(user, session)
  if not initialize(user, session) then
    user:leave(ref)
    say(user.gamertag .. " goes back to matchmaking")
  end
end

-- Dana comes by herself: nobody else is being initialized, so her episode begins at once.
local function dana_comes()
  muster.sleep "1.2s"
  local session = dana:write(ref, seat(dana))
  say("dana came in, and episode " .. session.initializing.episode .. " began")
  come_late(dana, session)
end

-- Stacy holds a seat for Kim while Dana is being measured. Kim takes it when it is his turn.
local function kim_comes()
  muster.sleep "1.4s"
  stacy:write(ref, muster.request():reserve(kim, nil, { initialize = true }))
  local session = kim:get(ref)
  local episode = session:member(kim).initializationEpisode
  say("a seat is held for kim, in episode " .. episode)
  session:wait(function(now) return now.initializing and now.initializing.episode == episode end)
  come_late(kim, kim:write(ref, seat(kim)))
end
muster.all { dana_comes, kim_comes, match }

local session = stacy:get(ref)
for _, member in ipairs(session.members) do print(member) end
print("the score is " .. session.properties.custom.score)
