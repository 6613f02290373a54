-- os.exit(false) is failure.
print("before")
pcall(os.exit, false)
