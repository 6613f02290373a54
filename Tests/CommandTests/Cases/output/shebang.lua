#!/usr/bin/env -S muster run
-- The first line is for the shell.
print("line 3 is " .. debug.getinfo(1, "l").currentline)
error("on line 4")
