-- Matchers, which stand for arguments.

describe("a matcher", function()
  local s
  before_each(function() s = spy.new() end)

  it("stands for anything", function()
    s(1, nil)
    assert.spy(s).was.called_with(match._, match._)
    assert.spy(s).was.called_with(1, match._)
    assert.spy(s).was_not.called_with(match._)
  end)

  it("stands for a type", function()
    s("a", 1, {}, print, true, nil)
    assert.spy(s).was.called_with(match.is_string(), match.is_number(), match.is_table(),
      match.is_function(), match.is_boolean(), match.is_nil())
    assert.spy(s).was_not.called_with(match.is_number(), match._, match._, match._, match._, match._)
  end)

  it("can be negated", function()
    s("a")
    assert.spy(s).was.called_with(match.is_not_number())
    assert.spy(s).was.called_with(match.is_not.Number())
    assert.spy(s).was_not.called_with(match.is_not_string())
    assert.spy(s).was.called_with(match.is_not_nil())
  end)

  it("compares", function()
    s("lobby", 1.04, { a = { 1 } })
    assert.spy(s).was.called_with(
      match.matches("^lob"), match.is_near(1, 0.1), match.is_same({ a = { 1 } }))
    assert.spy(s).was.called_with(match.has_match("by$"), match.is_truthy(), match.is_not_falsy())
    assert.spy(s).was.called_with(match.is_equal("lobby"), match.is_not_equal(1), match._)
    assert.spy(s).was_not.called_with(match._, match._, match.is_equal({ a = { 1 } }))
  end)

  it("knows one table from another", function()
    local a, b = { 1 }, { 1 }
    s(a)
    assert.spy(s).was.called_with(match.is_ref(a))
    assert.spy(s).was_not.called_with(match.is_ref(b))
    assert.spy(s).was.called_with(match.is_not_ref(b))
  end)

  it("is made of others", function()
    s(5)
    assert.spy(s).was.called_with(match.is_all_of(match.is_number(), match.is_not_equal(4)))
    assert.spy(s).was.called_with(match.is_any_of(match.is_string(), match.is_number()))
    assert.spy(s).was.called_with(match.is_none_of(match.is_string(), match.is_nil()))
    assert.spy(s).was.called_with(match.is_not_all_of(match.is_number(), match.is_equal(4)))
    assert.has_error(function() match.is_all_of(5) end)
    assert.has_error(function() match.is_any_of() end)
  end)

  it("is called itself", function()
    assert.is_true(match.is_number()(1))
    assert.is_false(match.is_number()("1"))
    assert.is_true(match.is_unique()({ 1, 2 }))
    assert.is_false(match.is_unique(true)({ {}, {} }))
    assert.is_true(match.is_true()(true))
    assert.is_true(match.is_matcher(match._))
    assert.is_true(match.is_matcher(match.is_nil()))
    assert.is_false(match.is_matcher({}))
  end)

  it("must be known", function()
    assert.has_error(function() match.is_wonderful() end)
    assert.has_error(function() match.is_near("x", 1) end)
  end)
end)
