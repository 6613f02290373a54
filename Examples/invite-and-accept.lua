-- Invite a friend, and accept.
--
-- Stacy's lobby is for friends only. She invites Omar, whom she does not follow: his invite lets him
-- in, but nobody else who gets hold of it. Dana is invited when the lobby is closed, and comes too
-- late for the last invite. Run it with: muster run Examples/invite-and-accept.lua
-- It needs a local directory, which may be told who follows whom.

local muster  = require "muster"
local service = muster.service()

local stacy = service:user { xuid = "5500461", gamertag = "stacy" }
local omar  = service:user { xuid = "5500462", gamertag = "omar" }
local dana  = service:user { xuid = "5500463", gamertag = "dana" }
local ref   = service:reference "quick"

local function try(what, f, ...)
  local ok, answer = pcall(f, ...)
  if ok then
    print(what .. ": " .. tostring(answer))
  else
    print(what .. ": refused with " .. answer.status .. " [rule " .. answer.rule .. "]")
  end
end

stacy:create(ref, muster.request()
  :inviteProtocol "game"
  :joinRestriction "followed"
  :join { active = true })
try("omar just tries", omar.join, omar, ref)

-- The invite says which title to launch, and the game finds its own words in the context.
stacy:invite(ref, omar, { titleId = "8397267", context = "mode=ctf" })
for _, invite in ipairs(omar:invites()) do
  print("omar's console shows an invite from " .. invite.senderXuid .. " to play "
    .. invite.inviteAttributes.context)
end
local invite = omar:invites()[1]

-- Dana found out the id. It is an invite, but not hers.
local stolen = dana:handle(invite.id)
try("dana uses omar's invite", stolen.join, stolen)
try("omar accepts", invite.join, invite)

-- A closed lobby can be looked at with an invite, and no more.
local lobby = stacy:get(ref):write(muster.request():closed(true))
local late = dana:handle(stacy:invite(ref, dana))
try("dana looks in", late.get, late)
try("dana accepts", late.join, late)
lobby:write(muster.request():closed(false))

-- An invite works for an hour.
muster.sleep "1h"
try("dana comes back after an hour", late.join, late)
print("dana has " .. #dana:invites() .. " invites left")

-- So Stacy follows her instead.
stacy:follow(dana)
try("stacy follows dana, who joins", dana.join, dana, ref)
