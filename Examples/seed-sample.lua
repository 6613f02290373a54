-- The sample of the protocol's page on PUT, as documented, sent by a service principal: one custom
-- property, one held seat, an open session. The answer is the whole session.

local muster  = require "muster"
local json    = muster.json
local service = muster.service()
local server  = service:server()

local ref = service:reference { template = "quick", name = arg[1] }

local answer = server:write(ref, {
  properties = { custom = { KANWE = "MGMSY" }, system = {} },
  constants  = { custom = {}, system = { visibility = "open" } },
  members = {
    reserve_0 = {
      constants = { custom = { type = "leader" }, system = { xuid = "5500461" } },
    },
  },
})

-- What differs from run to run is left out: identifiers and times.
local document = answer.raw
for _, name in ipairs { "branch", "correlationId", "startTime", "nextTimer" } do
  assert(type(document[name]) == "string", name)
  document[name] = nil
end
document.members["0"].joinTime = nil

print(json.encode(document, { indent = 2 }))

-- The same write again changes nothing: the seat is held already.
local again = server:write(ref, { members = {
  reserve_0 = { constants = { custom = { type = "leader" }, system = { xuid = "5500461" } } },
} })
print("sent again: change number " .. again.changeNumber .. ", same etag: "
  .. tostring(again.etag == answer.etag))
