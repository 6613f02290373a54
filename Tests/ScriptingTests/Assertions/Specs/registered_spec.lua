-- What tests add: assertions, matchers, modifiers, formatters, texts.
local say = require "say"
local util = require "luassert.util"

local function message(body)
  local ok, problem = pcall(body)
  assert.is_false(ok)
  return tostring(type(problem) == "table" and problem.message or problem)
end

describe("a registered assertion", function()
  local function has_property(_, arguments)
    local object, name = arguments[1], arguments[2]
    if type(object) ~= "table" or #arguments ~= 2 then return false end
    return object[name] ~= nil
  end

  setup(function()
    say:set_namespace("en")
    say:set("assertion.has_property.positive", "Expected %s \nto have property: %s")
    say:set("assertion.has_property.negative", "Expected %s \nto not have property: %s")
    assert:register("assertion", "has_property", has_property,
      "assertion.has_property.positive", "assertion.has_property.negative")
  end)

  it("has all spellings", function()
    assert.has_property({ name = "a" }, "name")
    assert.not_has_property({ name = "a" }, "age")
    assert.does_not.has_property({}, "age")
    assert.has_error(function() assert.has_property({}, "age") end)
  end)

  it("has its texts", function()
    local text = message(function() assert.has_property({ name = "a" }, "age") end)
    assert.matches("to have property:", text, 1, true)
    assert.matches("age", text, 1, true)
    text = message(function() assert.not_has_property({ name = "a" }, "name") end)
    assert.matches("to not have property:", text, 1, true)
  end)

  it("gets state and arguments", function()
    local seen
    assert:register("assertion", "noted", function(state, arguments, level)
      seen = { mod = state.mod, n = arguments.n, level = type(level), list = util.is_arglist(arguments) }
      return true
    end)
    assert.noted(1, nil)
    assert.are.same({ mod = true, n = 2, level = "number", list = true }, seen)
    assert.has_error(function() assert.is_not.noted() end)
    assert.are.equal(false, seen.mod)
    assert:unregister("assertion", "noted")
    assert.has_error(function() assert.noted() end)
  end)

  it("may give something else", function()
    assert:register("assertion", "length", function(_, arguments)
      return true, { #arguments[1] }
    end)
    assert.are.equal(3, assert.length("abc"))
  end)

  it("may set a message", function()
    assert:register("assertion", "refuse", function(state)
      state.failure_message = "refused with reason"
      return false
    end, "assertion.same.positive")
    assert.matches("refused with reason", message(function() assert.refuse(1, 2) end), 1, true)
  end)

  it("may be made of others", function()
    assert:register("assertion", "lobby", function(_, arguments)
      assert.is_table(arguments[1])
      return arguments[1].kind == "lobby"
    end)
    assert.is_lobby({ kind = "lobby" })
    assert.is_not_lobby({ kind = "match" })
    assert.has_error(function() assert.is_not_lobby(5) end)
  end)

  it("may take another's place", function()
    assert:register("assertion", "near_enough", function() return true end)
    assert.is_near_enough(1, 5)
    assert.near(1, 1, 0)
  end)
end)

describe("a registered modifier", function()
  it("keeps what it is given", function()
    assert:register("modifier", "session", function(state, arguments)
      if arguments then rawset(state, "session", arguments[1]) end
      return state
    end)
    assert:register("assertion", "member", function(state, arguments)
      return rawget(state, "session").members[arguments[1]] ~= nil
    end)
    local session = { members = { ada = {} } }
    assert.session(session).has.member("ada")
    assert.session(session).has_no.member("grace")
    assert.has_error(function() assert.session(session).has.member("grace") end)
  end)
end)

describe("a registered matcher", function()
  it("stands for arguments", function()
    assert:register("matcher", "even", function(_, arguments)
      local offset = arguments[1] or 0
      return function(value) return (value + offset) % 2 == 0 end
    end)
    local s = spy.new()
    s(4)
    assert.spy(s).was.called_with(match.is_even())
    assert.spy(s).was_not.called_with(match.is_even(1))
    assert.spy(s).was.called_with(match.is_not_even(1))
    assert.has_error(function() assert.spy(s).was.called_with(match.is_not_even()) end)
  end)
end)

describe("a formatter", function()
  it("shows values", function()
    local function format(value)
      if type(value) == "table" and value.gamertag then return "<" .. value.gamertag .. ">" end
    end
    assert:add_formatter(format)
    assert.matches("<ada>", message(function() assert.are.equal({ gamertag = "ada" }, 1) end), 1, true)
    assert:remove_formatter(format)
    assert.is_nil(message(function() assert.are.equal({ gamertag = "ada" }, 1) end):find("<ada>", 1, true))
  end)

  it("is asked for arguments", function()
    local shown = assert:format({ "a", 1, n = 2, nofmt = { [2] = true } })
    assert.is_string(shown[1])
    assert.are.equal(1, shown[2])
  end)
end)

describe("a snapshot", function()
  it("reverts spies", function()
    local object = { f = function() return "real" end }
    local before = assert:snapshot()
    stub(object, "f").returns("stubbed")
    assert.are.equal("stubbed", object.f())
    before:revert()
    assert.are.equal("real", object.f())
  end)

  it("reverts formatters and parameters", function()
    local level = assert:get_parameter("TableFormatLevel")
    local before = assert:snapshot()
    assert:set_parameter("TableFormatLevel", 9)
    assert:add_formatter(function() return "formatted" end)
    assert.are.equal(9, assert:get_parameter("TableFormatLevel"))
    before:revert()
    assert.are.equal(level, assert:get_parameter("TableFormatLevel"))
    assert.is_nil(message(function() assert.is_true(1) end):find("formatted", 1, true))
  end)

  it("lies in another", function()
    local object = { f = print, g = print }
    local outer = assert:snapshot()
    stub(object, "f")
    local inner = assert:snapshot()
    stub(object, "g")
    inner:revert()
    assert.are.equal(print, object.g)
    assert.are_not.equal(print, object.f)
    outer:revert()
    assert.are.equal(print, object.f)
    assert.has_error(function() assert.snapshot_of_nothing() end)
  end)
end)

describe("say", function()
  it("gives texts by key and namespace", function()
    say:set_namespace("fr")
    say:set("greeting", "salut %s et %s")
    assert.are.equal("salut ada et nil", say("greeting", { "ada", nil, n = 2 }))
    say:set_namespace("en")
    say:set("only_en", "only here")
    assert.is_nil(say("greeting"))
    say:set_namespace("fr")
    assert.are.equal("only here", say("only_en"))
    say:set_namespace("en")
    assert.has_error(function() say("only_en", 5) end)
  end)
end)

describe("util", function()
  it("copies and compares", function()
    local t = { 1, { 2 } }
    local copy = util.deepcopy(t)
    assert.are_not.equal(t, copy)
    assert.are.same(t, copy)
    assert.is_true(util.deepcompare(t, copy))
    local same, path = util.deepcompare({ a = { 1 } }, { a = { 2 } })
    assert.is_false(same)
    assert.are.same({ 1, "a" }, path)
    assert.are.equal(t[2], util.shallowcopy(t)[2])
  end)

  it("inserts and removes nil", function()
    local list = { "a", nil, "c", n = 3 }
    util.tinsert(list, 2, "b")
    assert.are.same({ "a", "b", nil, "c", n = 4 }, list)
    assert.are.equal("b", util.tremove(list, 2))
    assert.are.same({ "a", nil, "c", n = 3 }, list)
    util.tinsert(list, "d")
    assert.are.same({ "a", nil, "c", "d", n = 4 }, list)
    assert.are.equal("d", util.tremove(list))
    assert.are.equal(3, list.n)
  end)

  it("knows what can be called or shown", function()
    assert.is_true(util.callable(print))
    assert.is_false(util.callable({}))
    assert.is_true(util.hastostring("a"))
    assert.is_false(util.hastostring(1))
  end)
end)
