-- A variable that is closed by an error, and raises one itself.
do
  local first <close> = setmetatable({}, { __close = function(_, problem)
    print("closing after: " .. tostring(problem))
    error("could not close", 0)
  end })
  error("in the block", 0)
end
