-- A module gets what it is required by.
package.path = "Files/?.lua"
print(require("broken").check("same"), require("broken") == require("broken"))
