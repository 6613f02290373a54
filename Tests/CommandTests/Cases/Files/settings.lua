return { templates = { "squad.json" }, time = "virtual", timeout = "20s" }
