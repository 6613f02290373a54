-- A module with a mistake in its second function.
local broken = {}

function broken.check(value)
  if value == nil then
    error("a value is needed")
  end
  return value
end

return broken
