-- A message of more than one line.
error("first\nsecond\tthird")
