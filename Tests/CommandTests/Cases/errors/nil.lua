-- The error is nil.
print("before")
error(nil)
