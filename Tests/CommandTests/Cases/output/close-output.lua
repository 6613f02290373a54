-- A script cannot close the output that it shares with print.
print(io.stdout:close())
print("still open")
