-- A script reads its standard input.
for line in io.lines() do print("[" .. line .. "]") end
print(io.read("l"), io.stdin:read(0))
