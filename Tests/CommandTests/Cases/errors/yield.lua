-- A task is not a coroutine of the script's: it yields to nobody.
print(coroutine.isyieldable(), coroutine.running() ~= nil)
coroutine.yield()
