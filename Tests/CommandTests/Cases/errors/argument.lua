-- A wrong argument to a function of muster.
local muster = require "muster"
muster.sleep "soon"
