-- Zeros are bytes like others.
print("a\0b", #"a\0b")
io.write("\0\0\n")
io.write("c\0d\n")
