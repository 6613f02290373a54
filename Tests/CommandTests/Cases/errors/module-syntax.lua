-- A required module that is no Lua is an error of the script that requires it.
package.path = "Files/?.lua"
require "unfinished"
