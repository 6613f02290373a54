-- A session ends when its last member leaves. Writing to the same name begins a new one: indices,
-- branch and change numbers start again; only the correlation id stays.

local muster  = require "muster"
local service = muster.service()

local ada   = service:user { xuid = "5500481", gamertag = "ada" }
local grace = service:user { xuid = "5500482", gamertag = "grace" }
local ref   = service:reference "quick"
local active = muster.request():join { active = true }

local first = ada:create(ref, active)
grace:join(ref)
print("first:   " .. tostring(ada:get(ref)))

-- ada leaves: grace stays, with the index she had. The next to join gets a new index.
ada:leave(ref)
print("ada left: " .. tostring(grace:get(ref)))
ada:join(ref)
print("and back: " .. tostring(grace:get(ref)))

-- Both leave: the last one ends the session.
ada:leave(ref)
print("the last to leave gets " .. tostring(grace:leave(ref)) .. ", a read gets "
  .. tostring(grace:get(ref)))

-- An update finds nothing; a create begins anew.
local _, refusal = pcall(grace.join, grace, ref)
print(("join: %s (%d)"):format(refusal.kind, refusal.status))
muster.sleep "100ms"
local second = grace:create(ref, active)
print("second:  " .. tostring(second))
assert(second.correlationId == first.correlationId)
assert(second.branch ~= first.branch and second.startTime > first.startTime)
assert(second.me.index == 0 and second.changeNumber == 1)
grace:leave(ref)
