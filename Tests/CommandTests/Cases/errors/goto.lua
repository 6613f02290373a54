-- A goto without its label is found before anything runs.
print("not reached")
goto nowhere
