-- Browse sessions, and join one that suits.
--
-- Four players open arenas and make them searchable with tags, texts and numbers. Kim filters what
-- is there, sorts it, looks at how full each one is, and joins. A full arena takes its search handle
-- away. Run it with: muster run Examples/session-browse.lua
-- It needs a local directory: minutes pass in it, which are virtual there.

local muster  = require "muster"
local service = muster.service()
local kim = service:user { xuid = "5500470", gamertag = "kim" }

local arenas = {
  { owner = "stacy", tags = { "Casual" }, map = "Dunes", level = 5, slots = 8 },
  { owner = "omar", tags = { "Casual", "MicRequired" }, map = "Harbour", level = 7, slots = 4 },
  { owner = "dana", tags = { "Ranked" }, map = "Dunes", level = 20, slots = 8 },
  { owner = "lee", tags = { "Casual" }, map = "Dunes", level = 6, slots = 2 },
}
local owners, refs = {}, {}
for i, arena in ipairs(arenas) do
  local owner = service:user { xuid = tostring(5500460 + i), gamertag = arena.owner }
  local ref = service:reference("owned", arena.owner .. "s-arena")
  owner:create(ref, muster.request()
    :maxMembersCount(arena.slots)
    :set("motto", "welcome to " .. arena.map)
    :join { active = true })
  owner:search_handle(ref, {
    tags = arena.tags, strings = { map = arena.map }, numbers = { level = arena.level },
  })
  owners[arena.owner], refs[arena.owner] = owner, ref
  muster.sleep "1min"
end

-- Texts and tags are stored as given and searched in lower case.
local function browse(title, options)
  print(title)
  local found = kim:search("owned", options)
  for _, handle in ipairs(found) do
    local related, wanted = handle.relatedInfo, handle.searchAttributes
    print(("    %-14s %-12s level %-3d %d of %d  %s"):format(handle.reference.name,
      table.concat(wanted.tags, "+"), wanted.numbers.level, related.membersCount,
      related.maxMembersCount, handle.customProperties.motto))
  end
  if #found == 0 then print("    nothing") end
  return found
end

browse "everything, the oldest first:"
browse("casual without a microphone, the highest level first:", {
  filter = "tags/any(d:tolower(d) eq 'casual') and tags/any(d:tolower(d) ne 'micrequired')",
  orderBy = "numbers/level desc",
})
browse("a level for beginners, or on the harbour:", {
  filter = "numbers/level lt 6 or tolower(strings/map) eq 'harbour'",
})

-- The search sees sessions as they are now.
owners.dana:join(refs.dana)
local room = "session/maxMembersCountRemaining ge 3 and tolower(strings/map) eq 'dunes'"
local found = browse("in the dunes, with room for three:", { filter = room })

-- Strangers may not join directly; the search handle lets them in.
local ok, problem = pcall(kim.join, kim, found[1].reference)
print("kim joins directly: " .. (ok and "came in" or "refused with " .. problem.status))
print("kim joins through the handle: " .. tostring(found[1]:join()))

-- Lee's arena is full with its second player, who sees to it that nobody looks there any more.
kim:search("owned", { filter = "numbers/level eq 6" })[1]:join()
local lees = owners.lee:get(refs.lee)
owners.lee:handle(lees.searchHandle):delete()
print("lee's arena is full and has no search handle: "
  .. tostring(owners.lee:get(refs.lee).searchHandle))
browse("casual now:", { filter = "tags/any(d:tolower(d) eq 'casual')" })
