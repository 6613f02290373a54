-- Written down at the prompt.
local muster = require "muster"
local service = muster.service()

stacy, omar = service:user { xuid = '5500461', gamertag = 'stacy' }, service:user { xuid = '5500462', gamertag = 'omar' }
ref = service:reference('quick', 'lobby')
local word = 'kept'
print(word)
other = omar:create(ref, muster.request():set('word', word):join())
print(other.properties.custom.word)
