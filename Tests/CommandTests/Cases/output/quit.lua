-- A script may end itself: what it printed is there, and the code is its own.
print("printed")
io.write("written")
os.exit(3)
