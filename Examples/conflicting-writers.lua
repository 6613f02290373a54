-- Two players count rounds in the same session. Writes that carry the etag of what they were based
-- on are refused when somebody else was faster; `update` reads again and repeats.
local muster = require "muster"
local service = muster.service()
local stacy = service:user { xuid = "5500461", gamertag = "stacy" }
local omar = service:user { xuid = "5500462", gamertag = "omar" }
local ref = service:reference "quick"

local lobby = stacy:write(ref, muster.request():set("rounds", 0):join { active = true })
local his = omar:join(ref)

-- Both start from what they have seen. Stacy's copy is stale, since Omar has joined meanwhile.
local ok, problem = pcall(lobby.write, lobby, muster.request():set("rounds", 1), "synchronized")
print("stacy writes blindly:", ok, problem.status, problem.kind)
print("the session has moved on to #" .. problem.session.changeNumber)

local function count(session)
  return muster.request():set("rounds", session.properties.custom.rounds + 1)
end

-- Both count ten rounds, each with a copy that the other makes stale.
muster.all {
  function()
    for _ = 1, 10 do
      lobby = lobby:update(count)
      muster.sleep "10ms"
    end
  end,
  function()
    for _ = 1, 10 do
      his = his:update(count)
      muster.sleep "7ms"
    end
  end,
}
lobby = lobby:update(count)
print("rounds: " .. lobby.properties.custom.rounds)

local writes = {}
for _, version in ipairs(lobby:history()) do
  writes[version.by] = (writes[version.by] or 0) + 1
end
print("versions by stacy: " .. writes.stacy .. ", by omar: " .. writes.omar)
print(lobby:diff())
