-- Five hundred players storm one lobby within half a minute, over a bad network and a service that
-- stumbles. Each counts itself in with `update`, which reads again and repeats when somebody else
-- was faster; who gets no answer, or is told to come later, tries again. In the end nobody is
-- counted twice and nobody is missing.
-- Run it with: muster run Examples/lobby-storm.lua
local muster = require "muster"
local service = muster.service()
local network = service.network

network:set {
  latency = { mean = "12ms", deviation = "4ms" }, loss = 0.1, duplication = 0.02,
  reordering = 0.05, timeout = "1s",
}
local overload = service:fault {
  kind = "unavailable", after = "10s", lasts = "1s", retry_after = 1,
}
local drops = service:fault { kind = "dropped_after", operation = "write", probability = 0.01 }

local ref = service:reference "big"
local players = service:users(500)
players[1]:write(ref, muster.request():sessionEmptyTimeout(muster.null):set("arrived", 0))

local tally = { conflicts = 0 }

-- Repeats until there is an answer; a refusal that a repetition cannot heal is raised.
local function persist(action)
  while true do
    local ok, result = pcall(action)
    if ok then return result end
    if not result.retryable then error(result, 0) end
    tally[result.kind] = (tally[result.kind] or 0) + 1
    muster.sleep((result.retry_after or 0.2) + math.random() * 0.5)
  end
end

local function arrive(number)
  local player = players[number]
  muster.sleep(math.random() * 30)
  persist(function() return player:write(ref, muster.request():join { active = true }) end)

  -- What is counted is who came, not how often: an answer that got lost does no harm.
  local tries = 0
  local mine = "p" .. number
  persist(function()
    return player:get(ref):update(function(session)
      tries = tries + 1
      local custom = session.properties.custom
      if custom[mine] then return nil end
      return muster.request():set("arrived", custom.arrived + 1):set(mine, true)
    end, { attempts = 100 })
  end)
  tally.conflicts = tally.conflicts + tries - 1
end

local tasks = {}
for number = 1, #players do tasks[number] = muster.spawn(arrive, number) end
muster.all(tasks)

local session = persist(function() return players[1]:get(ref) end)
local named = 0
for name in pairs(session.properties.custom) do
  if name ~= "arrived" then named = named + 1 end
end
print(("all are in after %.1f s"):format(muster.clock.elapsed))
print("counted " .. session.properties.custom.arrived .. ", named " .. named)
print("writes that came too late: " .. tally.conflicts)
print("no answer in time: " .. (tally.timeout or 0))
print("told to come later: " .. (tally.unavailable or 0) .. " of " .. overload.count)
print("connections lost after the write: " .. (tally.unreachable or 0) .. " of " .. drops.count)
