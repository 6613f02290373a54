-- Written down at the prompt: what was done there, and what came of it.
local muster = require "muster"

describe("what was done at the prompt", function()
  it("comes out the same", function(...)
local service = muster.service()
stacy, omar = service:user { xuid = '5500461', gamertag = 'stacy' }, service:user { xuid = '5500462', gamertag = 'omar' }
ref = service:reference('quick', 'lobby')
local word = 'kept'
expect(word):to_be("kept")
expect(word):to_be("kept")
other = omar:create(ref, muster.request():set('word', word):join())
expect(other):to_match { membersInfo = { count = 1 }, members = { { index = 0, gamertag = "omar", status = "inactive" } }, properties = { custom = { ["word"] = "kept" } } }
expect(other.properties.custom.word):to_be("kept")
  end)
end)
