-- The error is nothing at all.
error()
