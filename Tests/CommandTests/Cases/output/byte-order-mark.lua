-- A byte order mark.
print("after the mark")
