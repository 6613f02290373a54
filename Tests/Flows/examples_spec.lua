-- The examples run to their ends, whatever the seed. (The five hundred players of lobby-storm take
-- their time; its story is tested elsewhere.)
local examples = cases {
  "conflicting-writers", "encounters", "host-candidates", "host-migration", "host-selection",
  "invite-and-accept", "join-in-progress", "leave-and-restart", "lobby-to-game", "party-join",
  "reserve-then-join", "roles", "seat-expiry", "seed-sample", "session-browse", "turns",
  "write-modes",
}

for _, seed in ipairs { 1, 7, 4711 } do
  describe("under seed " .. seed, { seed = seed, leaks = true }, function()
    it("{} runs to its end", examples, function(name) dofile("Examples/" .. name .. ".lua") end)
  end)
end
