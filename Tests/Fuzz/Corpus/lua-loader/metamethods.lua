local mt = {__index = function(t, k) return wait(k) end, __newindex = rawset, __len = add,
  __call = function(self, ...) return ... end, __concat = function(a, b) return 'x' end,
  __lt = function() return true end, __eq = rawequal, __tostring = function() return wait() end,
  __close = function() wait() end, __pairs = function(t) return next, {1, 2}, nil end}
local t <close> = setmetatable({}, mt)
t.a = t.b .. t
for k, v in pairs(t) do t[k] = v end
table.sort({3, 1, 2}, function(a, b) return wait(a < b) end)
return t(1, 2), t < t, tostring(t)
