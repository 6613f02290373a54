-- What a script returns is not its exit code.
print("done")
return 7
