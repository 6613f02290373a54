-- Assertions in many forms, made of names, modifiers and arguments. Each is called, and a line says
-- whether it holds and what it gives. luassert's own lines stand in expressions.expected:
--   lua5.4 expressions.lua > expressions.expected
local assert = require "luassert"
local spy = require "luassert.spy"
local stub = require "luassert.stub"
local match = require "luassert.match"
local util = require "luassert.util"

local cyclic = { 1 }
cyclic.self = cyclic
local alike = { 1 }
alike.self = alike
local longer = { 1, self = { 1 } }
longer.self.self = longer
local byName = { __eq = function(a, b) return a.name == b.name end }
local named = setmetatable({ name = "a", note = 1 }, byName)
local namesake = setmetatable({ name = "a", note = 2 }, byName)
local key = {}
local inheriting = setmetatable({}, { __index = { 1 } })
local textual = setmetatable({}, { __tostring = function() return "as text" end })
local callable = setmetatable({}, { __call = function() error("called", 0) end })
local shared = { 5 }

local names = {
  assert = assert, match = match, nan = 0 / 0, huge = math.huge, cyclic = cyclic, alike = alike,
  longer = longer, named = named, namesake = namesake, key = key, inheriting = inheriting,
  textual = textual, callable = callable, shared = shared, thread = coroutine.create(print),
  fine = function() end,
  fails = function() error("lost") end,
  bare = function() error("lost", 0) end,
  table_error = function() error { code = 5 } end,
  number_error = function() error(5) end,
  nil_error = function() error() end,
  false_error = function() error(false) end,
  textual_error = function() error(textual) end,
  error = error, print = print, setmetatable = setmetatable, util = util,
}
names.twice = function()
  local s = spy.new(function(a, b) return b, a end)
  s("a", 1)
  s({ x = 1 }, nil)
  return s
end
names.never = function() return spy.new() end
names.stubbed = function()
  local s = stub({}, "f")
  s(shared)
  return s
end

local function shown(value)
  local kind = type(value)
  if kind == "string" then return ("%q"):format(value) end
  if kind == "number" or kind == "boolean" or kind == "nil" then return tostring(value) end
  return kind
end

local count = 0
local function try(expression)
  local chunk = load("return " .. expression, "expression", "t", names)
  local results = table.pack(pcall(chunk))
  local line = "raises"
  if results[1] then
    line = "holds"
    for position = 2, results.n do line = line .. " " .. shown(results[position]) end
  end
  print(expression .. " -> " .. line)
  count = count + 1
end

local values = {
  "nil", "true", "false", "0", "1", "1.0", "'1'", "''", "'abc'", "nan", "{}", "{ 1 }", "fine",
  "thread", "textual",
}
local positive = { "is_%s", "is.%s", "%s", "are.%s", "was_%s", "has.%s", "does.%s", "is_not.not_%s" }
local negative = { "is_not_%s", "is_not.%s", "Not.%s", "are_not.%s", "no_%s", "is.no.%s", "was_not_%s" }

local turn = 0
local function spelled(list, name)
  turn = turn + 1
  return list[turn % #list + 1]:format(name)
end

-- One value.
for _, name in ipairs {
  "true", "false", "nil", "boolean", "number", "string", "table", "function", "thread", "userdata",
  "truthy", "falsy",
} do
  local isWord = name == "true" or name == "false" or name == "nil" or name == "function"
  for _, value in ipairs(values) do
    for _, list in ipairs { positive, negative } do
      local spelling = spelled(list, name)
      local isField = spelling:match("[^.]*$") ~= name
      if isWord and not isField then spelling = spelling:gsub("%a+$", string.upper) end
      try(("assert.%s(%s)"):format(spelling, value))
    end
  end
  local spelling = isWord and "is_" .. name or name
  try(("assert.%s()"):format(spelling))
  try(("assert.is_not_%s()"):format(name))
  try(("assert.is_%s(nil, 'message')"):format(name))
  try(("assert.is_%s(true, 'message', 3)"):format(name))
end

-- Two values.
local pairs_of = {
  { "1", "1" }, { "1", "1.0" }, { "1", "'1'" }, { "1", "2" }, { "nil", "nil" }, { "nil", "false" },
  { "nan", "nan" }, { "{}", "{}" }, { "shared", "shared" }, { "shared", "{ 5 }" },
  { "{ 1, 2 }", "{ 1, 2, 3 }" }, { "{ 1, 2, 3 }", "{ 1, 2 }" }, { "{ a = { b = 1 } }", "{ a = { b = 1 } }" },
  { "{ a = { b = 1 } }", "{ a = { b = 2 } }" }, { "{ a = { b = 1 } }", "{ a = { b = 1, c = 2 } }" },
  { "cyclic", "alike" }, { "cyclic", "longer" }, { "longer", "cyclic" }, { "cyclic", "{ 1, self = {} }" },
  { "named", "namesake" }, { "{ named }", "{ namesake }" }, { "named", "{ name = 'a', note = 1 }" },
  { "{ [key] = 1 }", "{ [key] = 1 }" }, { "{ [{}] = 1 }", "{ [{}] = 1 }" }, { "{ nan }", "{ nan }" },
  { "{ 1 }", "inheriting" }, { "inheriting", "{ 1 }" }, { "fine", "fine" }, { "fine", "fails" },
  { "{ false }", "{ false }" }, { "{ false }", "{ nil }" }, { "{ 1, nil, 3 }", "{ 1, nil, 3 }" },
  { "'a'", "'a'" }, { "'a'", "'b'" }, { "textual", "textual" }, { "textual", "'as text'" },
  { "{ shared, shared }", "{ { 5 }, { 5 } }" }, { "{ a = fine }", "{ a = fine }" },
}
for _, pair in ipairs(pairs_of) do
  for _, name in ipairs { "equal", "equals", "same" } do
    for _, list in ipairs { positive, negative } do
      try(("assert.%s(%s, %s)"):format(spelled(list, name), pair[1], pair[2]))
    end
  end
end
for _, name in ipairs { "equal", "same" } do
  for _, arguments in ipairs { "", "1", "nil", "1, 1, 'message'", "1, 2, 'message'", "1, 1, nil, 4" } do
    try(("assert.are.%s(%s)"):format(name, arguments))
    try(("assert.are_not.%s(%s)"):format(name, arguments))
  end
end

local function both(name, list)
  for _, arguments in ipairs(list) do
    try(("assert.%s(%s)"):format(name, arguments))
    try(("assert.is_not_%s(%s)"):format(name, arguments))
  end
end

both("near", {
  "1, 1.05, 0.1", "1, 1.2, 0.1", "'1', '1', '0'", "1, 1", "1", "", "'x', 1, 1", "1, {}, 1", "1, 1, nil",
  "-5, -5.5, 0.5", "1, 2, huge", "nan, 1, 1", "1, 1.05, 0.1, 'message'", "1, 9, 0.1, 'message'",
})
for _, name in ipairs { "matches", "match" } do
  both(name, {
    "'b', 'abc'", "'^b', 'abc'", "'(%a)(%d)', 'a1'", "'x', 'abc'", "'%d', 15", "'as', textual", "'b', nil",
    "5, 'abc'", "'a', {}", "'a'", "", "'a', 'abc', 2", "'c', 'abc', 2", "'c', 'abc', 'message'",
    "'.', 'abc', 1, true", "'.', 'a.c', 1, true", "'.', 'abc', nil, true", "'z', 'abc', 'message'",
    "'()', 'abc', 2", "'c', 'abc', 'message', 3", "'a', 'abc', {}", "'c', 'abc', '2'", "'', ''",
  })
end
both("unique", {
  "{}", "{ 1, 2 }", "{ 1, 1 }", "{ {}, {} }", "{ {}, {} }, true", "{ {}, {} }, false", "{ { 1 }, { 2 } }, true",
  "{ a = 1, b = 1 }", "{ {}, {} }, 'message', true", "{ {}, {} }, nil, true", "{ {}, {} }, nil, 'message'",
  "5", "nil", "{ shared, shared }", "{ nan, nan }",
})
for _, name in ipairs { "error", "errors", "has_error", "has.errors" } do
  both(name, {
    "fine", "fails", "fails, 'lost'", "fails, 'found'", "bare, 'lost'", "table_error", "table_error, { code = 5 }",
    "table_error, { code = 6 }", "table_error, 'code'", "number_error, 5", "number_error, '5'", "number_error, 6",
    "nil_error", "nil_error, 'x'", "textual_error, 'as text'", "textual_error, textual", "callable", "callable, 'called'",
    "5", "nil", "", "fine, 'lost'", "fine, nil, 'message'", "fails, nil, 'message'", "fails, 'lost', 'message'",
    "false_error", "false_error, false", "fails, {}", "fails, 5",
  })
end
for _, name in ipairs { "error_matches", "error_match", "matches_error", "match_error", "has.error.match" } do
  both(name, {
    "fails, 'l.st'", "fails, '^lost$'", "fails, 'x'", "fine, 'x'", "fails", "fails, nil", "nil_error, nil",
    "table_error, 'code'", "number_error, '5'", "textual_error, 'text'", "fails, '(l)(o)'", "fails, 'l', 2",
    "fails, 'l.st', 1, true", "fails, 'lost', 1, true", "fails, 5", "5, 'x'", "false_error, 'fal'",
    "fails, 'x', 'message'", "bare, 'lost', 'message'", "callable, 'called'",
  })
end
for _, arguments in ipairs { "2, 1, 2", "1, 1, 2", "0", "1, nil", "'1', 5", "" } do
  try(("assert.returned_arguments(%s)"):format(arguments))
  try(("assert.has_not_returned_arguments(%s)"):format(arguments))
end

-- Words.
for _, expression in ipairs {
  "assert.is.not_nil(1)", "assert.is_not.nil_or_else(1)", "assert.unknown(1)", "assert.is_unknown(1)",
  "assert.same_(1, 1)", "assert._same(1, 1)", "assert.IS_TRUE(true)", "assert.is.True(true)", "assert.Nil(nil)",
  "assert.is.Function(fine)", "assert.not_not_true(true)", "assert.Not.Not.True(false)", "assert.no.no.no.True(true)",
  "assert.has_no_errors(fine)", "assert.has_no.errors(fails)", "assert.does_not.error(fine)",
  "assert.does_not_match('a', 'b')", "assert.does.match('a', 'a')", "assert.is_equal(1, 1)",
  "assert.are_equal(1, 2)", "assert.equal_same({}, {})", "assert.same_equal({}, {})", "assert.true_false(false)",
  "assert.message('m').is_true(true)", "assert.message('m').is_true(false)",
  "assert.message('m').is_not.same({}, {})", "assert.is_not.message('m').same({}, {})", "assert.message().is_true(true)",
  "assert.is_not().is_true(true)", "assert.is().is_true(true)", "assert.is_not(1).True(false)",
  "assert.array({ 1, nil, 3 }).has.holes()", "assert.array({ 1, 2 }).has.holes()", "assert.array({ 1, 2 }).has.no.holes()",
  "assert.array({ 1, 2 }).has.holes(4)", "assert.array({ 1, 2 }).has.no.holes(4)", "assert.array().has.holes()",
  "assert.has.holes()", "assert.array({}).has.holes('x')", "assert.array({}).array({}).has.holes()",
  "assert(1, 2, 3)", "assert(nil)", "assert(false, 'm')", "assert(nil, { 1 })", "assert(false, nil, 4)",
} do
  try(expression)
end

-- Calls.
for _, spelling in ipairs { "spy(twice())", "stub(twice())", "spy(twice(), 'message')" } do
  for _, claim in ipairs {
    "was.called()", "was_called()", "was_called(2)", "was_called(1)", "was.called(0)", "was_not.called()",
    "was_not.called(1)", "was_not_called(2)", "was_called_at_least(1)", "was_called_at_least(3)", "called_at_most(2)",
    "called_at_most(1)", "was.called_more_than(1)", "called_more_than(2)", "called_less_than(3)", "called_less_than(2)",
    "was_not.called_at_least(3)", "was_not.called_at_least(1)", "called_at_least()", "called('x')",
    "was_called_with('a', 1)", "was.called_with('a')", "was_called.with('a', 1)", "called_with({ x = 1 }, nil)",
    "called_with({ x = 1 })", "called_with({ x = 2 }, nil)", "was_not.called_with('a', 1)", "was_not.called_with('b')",
    "called_with(match._, match._)", "called_with(match.is_string(), match.is_number())", "called_with(match._)",
    "called_with(match.is_table(), match.is_nil())", "called_with(match.is_not_string(), match._)", "called_with()",
    "returned_with(1, 'a')", "returned_with(nil, { x = 1 })", "has.returned_with('a', 1)", "returned_with(match._, 'a')",
    "was_not.returned_with('a')", "has_not.returned_with(1, 'a')", "returned_with()",
  } do
    try(("assert.%s.%s"):format(spelling, claim))
  end
end
for _, expression in ipairs {
  "assert.spy(never()).was.called()", "assert.spy(never()).was_not.called()", "assert.spy(never()).was.called(0)",
  "assert.spy(never()).called_with()", "assert.spy(never()).was_not.called_with()", "assert.spy(never()).returned_with()",
  "assert.spy(5).was.called()", "assert.spy(print).was.called()", "assert.spy({}).was.called()", "assert.spy().was.called()",
  "assert.was.called()", "assert.called_with(1)", "assert.spy(stubbed()).called_with(shared)",
  "assert.spy(stubbed()).called_with({ 5 })", "assert.spy(stubbed()).called_with(match.is_ref(shared))",
  "assert.spy(stubbed()).called_with(match.is_ref({ 5 }))", "assert.spy(stubbed()).called_with(match.is_not_ref({ 5 }))",
  "assert.stub(stubbed()).was_called_with(match.is_same({ 5 }))",
} do
  try(expression)
end

-- Matchers.
for _, name in ipairs {
  "is_true()", "is_false()", "is_nil()", "is_not_nil()", "is_boolean()", "is_number()", "is_string()", "is_table()",
  "is_function()", "is_thread()", "is_userdata()", "is_truthy()", "is_falsy()", "is_not.truthy()", "is_equal(1)",
  "is_not_equal(1)", "equals('abc')", "is_same({ 1 })", "is_not.same({})", "is_near(1, 0.5)", "matches('b')",
  "has_match('^%d')", "does_not_match('b')", "is_all_of(match.is_number(), match.is_not_equal(1))",
  "is_any_of(match.is_nil(), match.is_string())", "is_none_of(match.is_nil(), match.is_string())",
  "is_not.any_of(match.is_truthy())",
} do
  for _, value in ipairs { "nil", "true", "false", "1", "'abc'", "'1'", "{}", "{ 1 }", "fine", "textual" } do
    try(("match.%s(%s)"):format(name, value))
  end
end
for _, expression in ipairs {
  "match.is_unique()({ 1, 1 })", "match.is_unique()({ 1, 2 })", "match.is_unique(true)({ {}, {} })",
  "match.is_unique()({ {}, {} })", "match.is_unknown()", "match.unknown", "match.is_equal()", "match.is_near(1)",
  "match.is_near('x', 1)", "match.matches(5)", "match.is_ref(5)", "match.is_ref()", "match.is_any_of()",
  "match.is_any_of(5)", "match.is_all_of(match.is_nil(), 5)", "match.is_matcher(match._)",
  "match.is_matcher(match.is_nil())", "match.is_matcher({})", "match.is_ref_matcher(match.is_ref({}))",
  "match.is_ref_matcher(match._)", "match._(nil)", "match.not_not_nil()(nil)", "match.is_matches('b', 3)('abc')",
  "match.is_matches('.', 1, true)('abc')",
} do
  try(expression)
end

-- What registered assertions are made with.
for _, expression in ipairs {
  "util.deepcompare({ 1 }, { 1 })", "util.deepcompare({ 1 }, { 2 })", "util.deepcompare(named, namesake)",
  "util.deepcompare(named, namesake, true)", "util.callable(callable)", "util.callable({})", "util.callable(fine)",
  "util.hastostring(textual)", "util.hastostring('')", "util.hastostring(5)", "util.is_arglist(util.make_arglist(1))",
  "util.is_arglist({})", "util.unpack(util.pack(1, nil, 3, nil))", "util.make_arglist(nil, nil).n",
} do
  try(expression)
end

print(count .. " expressions")
