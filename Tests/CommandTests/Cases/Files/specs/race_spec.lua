-- Everybody adds one, and reads before it writes.
local muster = require "muster"

it("counts everybody", function()
  local service = muster.service()
  local players = service:users(2, 4)
  local ref = service:reference "quick"
  players[1]:create(ref, muster.request():set("count", 0):join { active = true })
  local tasks = {}
  for number, player in ipairs(players) do
    tasks[number] = muster.spawn(function()
      local count = player:get(ref).properties.custom.count
      player:write(ref, muster.request():set("count", count + 1))
    end)
  end
  muster.all(tasks)
  expect(players[1]:get(ref).properties.custom.count):to_be(#players)
end)
