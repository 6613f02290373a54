-- Line ends of another system.
print("one")
print [[
two
three]]
error("on line 6")
print("not reached")
