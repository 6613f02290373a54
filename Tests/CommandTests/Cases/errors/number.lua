-- The error is a number, as text with no position.
error(42)
