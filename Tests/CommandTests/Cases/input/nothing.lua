-- Without input the first read finds the end.
print(io.read("a"), io.read("l"), io.read("n"))
