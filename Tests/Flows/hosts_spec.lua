-- Who hosts, and what happens when the host is gone.
local muster = require "muster"

describe("a game with a host", function()
  local service = muster.service()
  local network = service.network
  local players, ref, game

  before_each(function()
    network:set { latency = "35ms", timeout = "3s" }
    players = service:users(4)
    ref = service:reference "peer"
    for _, player in ipairs(players) do
      player:write(ref, muster.request():join {
        active = true, secureDeviceAddress = network:address(player),
      })
    end
    game = players[1]:get(ref)
    game = players[1]:write(ref, muster.request():host(game.members[1].deviceToken))
  end)

  it("says who it is", function()
    expect(game):to_have_host(players[1])
    expect(game).never:to_have_host(players[2])
  end)

  it("is noticed by the others when it is gone", function()
    network:partition { players[1] }
    local _, missing = players[2]:measure(game, { probes = 2 })
    expect(missing[game.properties.system.host]):to_exist()
    expect(function() players[1]:get(ref) end):to_fail { kind = "timeout" }
  end)

  it("moves to one of the others, and to one alone", function()
    local lost = game.properties.system.host
    network:partition { players[1] }
    local changes = 0
    local function take_over(player)
      player:get(ref):update(function(seen)
        if seen.properties.system.host ~= lost then return nil end
        return muster.request():host(seen:member(player).deviceToken)
      end)
    end
    local tasks = {}
    for number = 2, 4 do tasks[number - 1] = muster.spawn(take_over, players[number]) end
    muster.all(tasks)

    local history = players[2]:get(ref):history()
    for position = 2, #history do
      local before = history[position - 1].session.properties.system.host
      if history[position].session.properties.system.host ~= before then changes = changes + 1 end
    end
    expect(players[2]:get(ref).properties.system.host).never:to_be(lost)
    expect(changes):to_be_at_most(2)
  end)
end)
