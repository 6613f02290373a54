-- Several players write at once.
local muster = require "muster"

describe("players who write at once", function()
  local service = muster.service()
  local players, ref

  before_each(function()
    service.network:set { latency = "40ms", jitter = "30ms" }
    players = service:users(6)
    ref = service:reference "big"
    players[1]:create(ref, muster.request():set("count", 0):join { active = true })
    for number = 2, #players do players[number]:join(ref) end
  end)

  -- Everybody adds one, by a function that reads and writes.
  local function everybody(add)
    local tasks = {}
    for number, player in ipairs(players) do tasks[number] = muster.spawn(add, player) end
    muster.all(tasks)
    return players[1]:get(ref).properties.custom.count
  end

  it("lose nothing when they use update", function()
    local count = everybody(function(player)
      player:get(ref):update(function(seen)
        return muster.request():set("count", seen.properties.custom.count + 1)
      end, { attempts = 50 })
    end)
    expect(count):to_be(#players)
  end)

  it("lose writes when they do not look at the etag", function()
    local count = everybody(function(player)
      local seen = player:get(ref)
      player:write(ref, muster.request():set("count", seen.properties.custom.count + 1))
    end)
    expect(count):to_be_below(#players)
  end)

  it("are told who was faster", function()
    local first = players[1]:get(ref)
    players[2]:write(ref, muster.request():set("count", 7))
    expect(function() first:write(muster.request():set("count", 8), "synchronized") end)
      :to_fail { status = 412, retryable = true }
    expect(players[1]:get(ref).properties.custom.count):to_be(7)
  end)
end)
