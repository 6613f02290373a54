import LineEditor
import Testing

@Suite struct `Completion of members` {
    @Test(arguments: [
        ("lobby.me|", "membersInfo members me"), ("lobby.et|", "etag"),
        ("lobby:|", "member write refresh leave update changes wait diff history"),
        ("lobby.members[1].st|", "status"), ("lobby.members[i + 1].ga|", "gamertag"),
        ("lobby.me.st|", "status"), ("lobby.me.jo|inTime", "joinTime"),
        ("lobby.\n  et|", "etag"), ("lobby . et|", "etag"), ("lobby.et| -- x", "etag"),
        ("stacy:le|", "leave"), ("stacy:create(ref):le|", "leave"),
        ("stacy:create(ref, { }):write{}:le|", "leave"), ("stacy:get(ref).members[1].xu|", "xuid"),
        ("muster.request():set('a', 1):lo|", "locked"), ("muster.json.|", "decode encode array"),
        ("(lobby):le|", "leave"), ("(x or lobby):le|", "leave"),
        ("(lobby and ref).te|", "templateName"),
        ("(not lobby):|", "nothing"), ("(#lobby):|", "nothing"), ("(1 + lobby):|", "nothing"),
        ("lobby:diff()[1].b|", "before by"), ("lobby:history()[1].session.et|", "etag"),
        ("service:query{ xuid = '1' }[1].vis|", "visibility"),
        ("stacy:subscribe(lobby):le|", "leave"), ("f(a, lobby.et|", "etag"),
        ("x = { y = lobby.et|", "etag"), ("if lobby.et| then", "etag"),
        ("return lobby.et|", "etag"),
        ("print(lobby:le|)", "leave"), ("lobby['me'].st|", "status"),
        ("lobby..me|", "muster"), ("nothing_known.a|", "nothing"),
        ("('x').a|", "nothing"),
        ("1.|", "nothing"), ("x.|", "nothing"), ("f().|", "nothing"),
    ])
    func `goes by declared types`(text: String, labels: String) {
        #expect(Typed(text).labels() == labels)
    }

    @Test(arguments: [
        ("local l = stacy:create(ref) l:le|", "leave"),
        ("local l\nl = stacy:get(ref)\nl.et|", "etag"),
        ("l = stacy:get(ref) l.et|", "etag"), ("local lobby = 1 lobby.|", "nothing"),
        ("do local lobby = 1 end lobby.et|", "etag"), ("local a, b = lobby:wait(f) a.et|", "etag"),
        ("local a, b = 1, lobby b.et|", "etag"), ("local a, b = lobby, 1 a.et|", "etag"),
        ("local a <const>, b <close> = 1, lobby b.et|", "etag"), ("a, b = 1, lobby b.et|", "etag"),
        ("local lobby = lobby.me lobby.st|", "status"), ("local l = lobby or ref l.et|", "etag"),
        ("local m = lobby.members local n = m[2] n.ga|", "gamertag"),
        ("local f = function(lobby) lobby.|", "nothing"),
        ("local function f() return lobby end f().et|", "etag"),
        ("local f = function() return 1, lobby end local a, b = f() b.et|", "etag"),
        ("function g() return stacy:create(ref) end g():le|", "leave"),
        ("local function f() return function() end end f().|", "nothing"),
        ("local t = { one = 1, two = lobby } t.|", "one two"),
        ("local t = { two = lobby } t.two:le|", "leave"), ("local t = { lobby } t[1].et|", "etag"),
        ("local t = { a = { b = lobby } } t.a.b.et|", "etag"),
        ("t = {} function t:m() return self.|", "nothing"),
        ("local t = { one = 1 } function t:m() return self.o|", "one"),
        ("while true do local l = lobby l.et|", "etag"),
        ("if x then local l = lobby else l.|", "nothing"),
        ("repeat local l = lobby until l.et|", "etag"),
        ("repeat local l = lobby until x l.|", "nothing"),
        ("local l = assert(stacy:get(ref)) l.et|", "etag"),
        ("local ok, l = pcall(stacy.get, stacy, ref) l.et|", "etag"),
        ("local l = (lobby) l.et|", "etag"), ("local x = x x.|", "nothing"),
        ("local x = lobby.etag .. 'a' x:|", "format rep"),
        ("local m = require 'muster' m.js|", "json"),
        ("local m = require('muster').json m.|", "decode encode array"),
        ("for i = 1, 2 do i.|", "nothing"), ("local a = lobby\n\n\nlocal b = a\nb.et|", "etag"),
    ])
    func `goes through locals and functions of the text`(text: String, labels: String) {
        #expect(Typed(text).labels() == labels)
    }

    @Test(arguments: [
        ("for _, m in ipairs(lobby.members) do m.ga|", "gamertag"),
        ("for _, m in pairs(lobby.members) do m.ga|", "gamertag"),
        ("for i, m in ipairs(lobby.members) do i.|", "nothing"),
        ("for _, m in ipairs { lobby } do m.et|", "etag"),
        ("for _, u in ipairs(service:users(3)) do u.xu|", "xuid"),
        ("for changes in lobby:changes() do changes[1].b|", "before by"),
        ("for _, after in lobby:changes() do after.et|", "etag"),
        ("for c, after in lobby:changes() do for _, d in ipairs(c) do d.pa|", "path"),
        ("local line = stacy:connect() for tap in line do tap.re|", "resourceType resource"),
        ("for name, server in pairs(lobby.servers) do name:|", "format rep"),
        ("for k, v in pairs(score) do k:|", "format rep"),
        ("for _, m in ipairs(lobby.members) do end m.|", "nothing"),
        ("for _, lobby in ipairs(lobby.members) do lobby.ga|", "gamertag"),
    ])
    func `goes through loops`(text: String, labels: String) {
        #expect(Typed(text).labels() == labels)
    }

    @Test(arguments: [
        ("lobby:wait(function(s) s.et|", "etag"),
        ("lobby:wait(function(s) return s.me.st|", "status"),
        ("lobby:update(function(l) l:le|", "leave"), ("lobby:wait(function(a, b) b.|", "nothing"),
        ("lobby:wait(function(s)\n  if s.me then\n    s.et|", "etag"),
        ("lobby:wait(f, function(s) s.|", "nothing"),
        ("muster.spawn(function() stacy:le|", "leave"),
    ])
    func `goes by what functions are called with`(text: String, labels: String) {
        #expect(Typed(text).labels() == labels)
    }

    @Test(arguments: [
        ("score.|", "best add"), ("score:|", "add"), ("os.t|", "time tmpname"),
        ("map:|", "format rep"),
        ("('x'):r|", "rep"), ("map:rep(3):|", "format rep"), ("tostring(1):|", "format rep"),
        ("local s = ('x'):rep(2) .. 'y' s:|", "format rep"), ("#map:|", "format rep"),
        ("lobby.etag:upper():r|", "rep"), ("string.format('x'):r|", "rep"),
        ("local tostring = 1 tostring(1):|", "nothing"), ("lobby.me.xuid:|", "format rep"),
        ("lobby.properties.|", "system custom"), ("lobby.properties.custom.|", "map rules mode"),
        ("lobby.properties.custom.rules.|", "fair"),
        ("local p = lobby.properties p.|", "system custom"),
        ("stacy:get(ref).properties.custom.|", "map mode"),
        ("lobby.members[1].properties.custom.|", "map mode"),
    ])
    func `goes by what is there at this moment`(text: String, labels: String) {
        #expect(Typed(text).labels() == labels)
    }

    @Test(arguments: [
        ("lobby.ME|", "membersInfo members me"), ("lobby:hsty|", "history"),
        ("lobby.zz|", "nothing"),
        ("pcall(stacy.crea|", "create create_handle"), ("stacy.wri|", "write"),
        ("stacy.cr|", "create create_handle"),
    ])
    func `takes what comes near where nothing is the same`(text: String, labels: String) {
        #expect(Typed(text).labels() == labels)
    }

    @Test func `says of each what it is`() throws {
        let found = try #require(Typed("lobby.me|").completions())
        #expect(
            found.candidates.map(\.detail) == [
                "members_info  How many members there are.",
                "member[]  The members in list order, from 1.",
                "member?  The reader's own entry.",
            ])
        let strings = try #require(Typed("map:|").completions())
        #expect(
            strings.candidates.map(\.detail) == [
                "(formatstring, ...): string  Fills values into a text.",
                "(s, n, sep?): string  Repeats the string.",
            ])
        let method = try #require(Typed("lobby:wr|").completions()?.candidates.first)
        #expect(
            method.detail
                == "(request?, mode?): session?  Writes to this session as the user who read it. "
                + "Mode synchronized, named here or by the request, sends this snapshot's etag.")
    }

    @Test(arguments: [
        ("lobby.et|", 6..<8), ("x = 'é' lobby.et|", 14..<16), ("-- 👩‍💻\nlobby.et|ag", 11..<13),
        ("x\r\nlobby.|", 8..<8), ("stacy:follow '55|", 14..<16),
    ])
    func `counts in characters`(text: String, range: Range<Int>) {
        #expect(Typed(text).completions()?.range == range)
    }
}
