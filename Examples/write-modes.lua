-- The four ways to write: create only, update only, whatever the state is, and synchronized with
-- what one has read. The last one conflicts here, and is tried again on the newer state.

local muster  = require "muster"
local service = muster.service()

local ada   = service:user { xuid = "5500471", gamertag = "ada" }
local grace = service:user { xuid = "5500472", gamertag = "grace" }
local ref   = service:reference "quick"

local function attempt(what, write, ...)
  local ok, result = pcall(write, ...)
  if ok then
    print(("%-34s ok, change %d"):format(what, result.changeNumber))
    return result
  end
  print(("%-34s %s %d, rule %s"):format(what, result.kind, result.status, result.rule))
  return nil, result
end

local active = muster.request():join { active = true }

attempt("update what does not exist", ada.write, ada, ref, active, "update")
attempt("create", ada.write, ada, ref, active, "create")
attempt("create what exists", ada.write, ada, ref, active, "create")
attempt("update what exists", grace.write, grace, ref, active, "update")

-- Both read the same state; ada writes first.
local hers, mine = grace:get(ref), ada:get(ref)
attempt("ada's synchronized update", mine.write, mine,
  muster.request():set("map", "dust"), "synchronized")
local _, conflict = attempt("grace's, with the older etag", hers.write, hers,
  muster.request():set("mode", "duel"), "synchronized")

-- The refusal carries the session as it is now: look, and try again.
local current = conflict.session
print("  meanwhile: map = " .. current.properties.custom.map)
local merged = attempt("grace's, with the new etag", current.write, current,
  muster.request():set("mode", "duel"), "synchronized")
print(("  now: map = %s, mode = %s"):format(
  merged.properties.custom.map, merged.properties.custom.mode))

-- What would happen, without its happening.
local would = ada:write(ref, muster.request():set("map", "mirage"):nocommit())
local still = ada:get(ref)
print(("nocommit: would be %s, still is %s"):format(
  would.properties.custom.map, still.properties.custom.map))
