-- A test for each way to end.
local muster = require "muster"

describe("a lobby", function()
  local service = muster.service()
  local host, friend
  before_each(function() host, friend = table.unpack(service:users(2)) end)

  it("takes its host", function()
    local lobby = host:create(service:reference "quick", muster.request():join { active = true })
    expect(lobby):to_have_member(host, { status = "active" })
    print("members", lobby.membersInfo.count)
  end)

  it("gives a seat back", function()
    local lobby = host:create(service:reference "quick", muster.request()
      :reservedRemovalTimeout "30s":reserve(friend):join { active = true })
    eventually(function() expect(host:get(lobby)).never:to_have_member(friend) end, "1m")
  end)

  it("has three members", function()
    print "printed"
    io.write "written\n"
    io.stderr:write "complained\n"
    local lobby = host:create(service:reference "quick", muster.request():join { active = true })
    expect(lobby.membersInfo.count):to_be(3)
  end)

  it("refuses the third", function()
    local lobby = host:create(service:reference "quick", muster.request():maxMembersCount(1)
      :join { active = true })
    friend:join(lobby)
  end)
end)

describe("a test", function()
  it("raises an error", function()
    local nothing
    print(nothing.field)
  end)
  it("waits for ever", function()
    local channel = muster.channel()
    muster.spawn(function() channel:receive() end)
    channel:receive()
  end)
  it("never ends", { timeout = "50ms" }, function() while true do end end)
  it("ends its process", function() os.execute "kill -KILL $PPID" end)
  it("leaves a task behind", function() muster.spawn(function() muster.sleep "1h" end) end)
  it("calls os.exit", function() os.exit(3) end)
  it("needs much memory", function() print(#string.rep("x", 1 << 27)) end)
  it("has bytes that are no text: \xff", function() error "\xfe" end)
  it("skips itself", function() skip "there is no network" end)
  it.skip("is skipped", function() end)
  it "is not yet written"
  pending("is pending", function() end)
end)
