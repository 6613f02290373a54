-- A name that is not quite right.
return { templats = { "squad.json" } }
