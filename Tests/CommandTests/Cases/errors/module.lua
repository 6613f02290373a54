-- An error in a required module shows the module's line.
package.path = "Files/?.lua"
local broken = require "broken"
print(broken.check(1))
broken.check(nil)
