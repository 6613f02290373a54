-- An output handler of busted: a line for every test with its verdict and where it came about.
--   lua5.4 $(which busted) --output=verdicts.lua --pattern=_spec . > verdicts.expected
return function()
  local busted = require "busted"
  local handler = require "busted.outputHandlers.base"()

  handler.suiteEnd = function()
    for _, test in ipairs(handler.tests) do
      local file = test.element.trace.short_src:match("[^/]*$")
      local line = test.line and ":" .. test.line or ""
      io.write(("%s %s%s: %s\n"):format(test.status, file, line, test.name))
    end
    return nil, true
  end

  local line
  local function note(_, _, _, trace)
    line = trace.currentline
    return nil, true
  end

  local subscribe = handler.subscribe
  function handler:subscribe(options)
    subscribe(self, options)
    handler.tests = {}
    busted.subscribe({ "test", "end" }, function(element, _, status)
      local name = handler.getFullName(element)
      table.insert(handler.tests, { element = element, status = status, name = name, line = line })
      line = nil
      return nil, true
    end)
    busted.subscribe({ "failure", "it" }, note)
    busted.subscribe({ "error", "it" }, note)
    busted.subscribe({ "suite", "end" }, handler.suiteEnd)
  end
  return handler
end
