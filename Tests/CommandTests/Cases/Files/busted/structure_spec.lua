-- Busted's ways to declare tests, and what may be in them.
require "busted.runner"()

describe("hooks", function()
  local order
  setup(function() order = { "setup" } end)
  teardown(function() order = nil end)
  before_each(function() order[#order + 1] = "before" end)
  after_each(function() order[#order + 1] = "after" end)

  it("run around a test", function()
    assert.are.equal("setup", order[1])
    assert.are.equal("before", order[#order])
  end)

  describe("of blocks around", function()
    before_each(function() order[#order + 1] = "inner" end)

    it("run first", function()
      assert.are.same({ "before", "inner" }, { order[#order - 1], order[#order] })
    end)
  end)

  it("leave errors of the test as they are", function() error "here" end)
end)

context("other names", function()
  spec("of tests", function() assert.is_true(true) end)
  test("of tests, too", function() assert.is_true(true) end)
  insulate("and blocks", function() it("are known", function() end) end)
  expose("and more blocks", function() it("are known", function() end) end)
end)

describe("a test #tagged", function()
  pending("may be pending", function() error "it runs" end)
  it("may become pending", function() pending("not now") end)
  it("may fail", function() assert.is_true(false) end)
  it("may fail in a function that it calls", function()
    local function check(value) assert.is_number(value) end
    check "text"
  end)
  it("may tidy up", function()
    local done = false
    finally(function() done = true end)
    assert.is_false(done)
  end)
  it("may expect errors", function()
    assert.has_error(function() error("no", 0) end, "no")
    assert.has_no.errors(function() end)
  end)
  it("may have the name of another", function() end)
  it("may have the name of another", function() assert.is_true(false) end)
end)

describe("spies", function()
  local shop = { buy = function(what) return what end }

  it("see calls", function()
    local buy = spy.on(shop, "buy")
    shop.buy "bread"
    assert.spy(buy).was.called_with("bread")
    assert.spy(buy).was.called(1)
    buy:revert()
  end)
  it("are gone in other tests", function()
    assert.is_function(shop.buy)
  end)
  it("can be stubs", function()
    stub(shop, "buy").returns("nothing")
    assert.are.equal("nothing", shop.buy "bread")
    shop.buy:revert()
  end)
end)
