-- Seats that are held, taken and given back.
local muster = require "muster"

describe("a held seat", function()
  local service = muster.service()
  local host, friend, stranger, lobby

  before_each(function()
    host, friend, stranger = table.unpack(service:users(3))
    lobby = host:create(service:reference "quick", muster.request()
      :maxMembersCount(2)
      :reservedRemovalTimeout "30s"
      :reserve(friend)
      :join { active = true })
  end)

  it("is a member who is reserved", function()
    expect(lobby):to_have_member(friend, { status = "reserved", reserved = true })
    expect(lobby.membersInfo):to_match { count = 2, accepted = 1, active = 1 }
  end)

  it("waits for its player", function()
    local seat = friend:join(lobby)
    expect(seat.me):to_match { active = true, reserved = false, index = 1 }
  end)

  it("is nobody else's", function()
    expect(function() stranger:join(lobby) end):to_fail { status = 400 }
    expect(host:get(lobby)).never:to_have_member(stranger)
  end)

  it("is given back in time", function()
    eventually(function() expect(host:get(lobby)).never:to_have_member(friend) end, "31s")
    expect(muster.clock.elapsed):to_be_at_least(30)
    expect(stranger:join(lobby)):to_have_member(stranger, { active = true })
  end)

  it("is not given back while its player sits in it", function()
    friend:join(lobby)
    muster.sleep "10m"
    expect(host:get(lobby)):to_have_member(friend)
  end)
end)

describe("a session", function()
  it("takes {seats} players and no more", cases { { seats = 1 }, { seats = 2 }, { seats = 8 } },
    function(case)
      local service = muster.service()
      local players = service:users(case.seats + 1)
      local ref = service:reference "quick"
      players[1]:create(ref, muster.request():maxMembersCount(case.seats):join { active = true })
      for number = 2, case.seats do players[number]:join(ref) end
      expect(function() players[case.seats + 1]:join(ref) end):to_fail { status = 400 }
      expect(players[1]:get(ref).membersInfo.count):to_be(case.seats)
    end)
end)
