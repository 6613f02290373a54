import LineEditor
import Testing

@Suite struct `Completion of values` {
    private static let variables =
        "lobby stacy service ref score double map muster print pairs os string"

    @Test(arguments: [
        ("muster.request():visibility \"|", "open visible private"),
        ("muster.request():visibility(\"o|", "open"),
        ("muster.request():visibility 'v|'", "visible"),
        ("stacy:write(ref, nil, '|", "update_or_create create update synchronized"),
        ("lobby.members[1].status == \"|", "reserved ready active inactive"),
        ("if lobby.me.status ~= 're|", "reserved ready"),
        ("service:fault { kind = 'un|", "unavailable"),
        (
            "stacy:subscribe(lobby, nil, { 'members|",
            "membersList membersStatus membersCustomProperty"
        ),
        ("stacy:subscribe(lobby, nil, { 'host', 'jo|", "joinability"),
        ("muster.request():capability('cr|", "crossPlay"),
        (
            "muster.request():reserve(stacy):inviteProtocol '|",
            "game tournamentgame chat gameparty party"
        ),
        ("stacy:write(ref, { constants = { system = { visibility = '|", "open visible private"),
        ("print '|", "nothing"), ("x = '|", "nothing"), ("'|", "nothing"),
        ("lobby:member(1, '|", "nothing"),
    ])
    func `in strings are those declared`(text: String, labels: String) {
        #expect(Typed(text).labels() == labels)
    }

    @Test(arguments: [
        ("stacy:follow '|", "5500461 2814600"), ("stacy:follow('28|", "2814600"),
        ("stacy:follow { '|", "5500461 2814600"),
        ("stacy:follow { '5500461', '|", "5500461 2814600"),
        ("service:user '|", "5500461 2814600"), ("service:user { xuid = '|", "5500461 2814600"),
        ("stacy:query { xuid = '2|", "2814600"), ("lobby:member '|", "5500461 2814600"),
        ("lobby.members[1].xuid == '|", "5500461 2814600"),
        ("muster.request():reserve('|", "5500461 2814600"),
        ("service:reference \"qu|", "quick queue"), ("service:reference('|", "quick queue lobby"),
        ("service:reference { template = '|", "quick queue lobby"), ("stacy:search('l|", "lobby"),
        ("service:reference('quick', '|", "lobby-1 game"),
        ("service:reference { template = 'quick', name = 'g|", "game"),
        ("muster.request():set('m|", "map mode"),
        ("muster.request():constant('|", "map mode"), ("require 'mu|", "muster music"),
        ("require('mus|", "muster music"), ("local require = 1 require 'mu|", "nothing"),
    ])
    func `in strings are those in play`(text: String, labels: String) {
        #expect(Typed(text).labels() == labels)
    }

    @Test(arguments: [
        ("stacy:follow '|", "5500461'"), ("stacy:follow \"|", "5500461\""),
        ("stacy:follow '|'", "5500461"),
        ("stacy:follow '|461'", "5500461"),
    ])
    func `close the string that is open`(text: String, first: String) {
        #expect(Typed(text).completions()?.candidates.first?.text == first)
    }

    @Test(arguments: [
        ("service:user { gam|", "gamertag"),
        ("service:user { gamertag = 'x', de|", "device device_type"),
        ("service:user {\n  xu|", "xuid"), ("stacy:join(ref, { rea|", "ready"),
        ("stacy:join(ref, { subscription = { |", "id changeTypes"),
        ("stacy:write(ref, { constants = { system = { vis|", "visibility"),
        ("lobby:wait(f, { t|", "timeout"), ("muster.request():join { enc|", "encounters"),
        ("pcall(stacy.join, stacy, ref, { rea|", "ready"),
        ("service:user { gamertag = 'x', gam|", "nothing"), ("x = { gam|", "nothing"),
        ("service:user { { gam|", "nothing"), ("stacy:join(ref, { custom = { |", "map mode"),
        ("stacy:join(ref, { custom = { map = 1, |", "mode"),
        ("lobby:write { properties = { custom = { mo|", "mode"),
    ])
    func `in tables are the fields left`(text: String, labels: String) {
        #expect(Typed(text).labels() == labels)
    }

    @Test(arguments: [
        ("service:user { gam|", "gamertag = "), ("service:user { gam| = 'x' }", "gamertag"),
    ])
    func `write the sign after a field`(text: String, inserted: String) {
        #expect(Typed(text).completions()?.candidates.map(\.text) == [inserted])
    }

    @Test(arguments: [
        ("stacy:join(ref, { ready = |", "true false " + variables),
        ("stacy:join(ref, { ready = t|", "true then"),
        ("stacy:write(ref, nil, up|", "\"update_or_create\" \"update\""),
        ("service:fault { kind = dr|", "\"dropped_before\" \"dropped_after\""),
        ("lobby.me.status == re|", "\"reserved\" \"ready\" ref repeat return"),
    ])
    func `are written out where they are asked for`(text: String, labels: String) {
        #expect(Typed(text).labels() == labels)
    }

    @Test(arguments: [
        ("stacy:join(|", "lobby ref stacy service score double map muster print pairs os string"),
        (
            "pcall(stacy.create, stacy, |",
            "lobby ref stacy service score double map muster print pairs os string"
        ),
        ("stacy:follow(|", "stacy lobby service ref score double map muster print pairs os string"),
        (
            "stacy:follow { |",
            "stacy lobby service ref score double map muster print pairs os string"
        ),
    ])
    func `that suit come first`(text: String, labels: String) {
        #expect(Typed(text).labels() == labels)
    }

    @Test(arguments: [
        ("|", variables), ("l|", "lobby local"), ("ret|", "return"),
        ("local loop = 1 lo|", "loop lobby local"),
        ("do local loop = 1 end lo|", "lobby local"),
        ("local function long(lost) lo|", "lost long lobby local"),
        ("for loss = 1, 2 do lo|", "loss lobby local"), ("local loss = lo|", "lobby local"),
        ("loss = 1 lo|", "loss lobby local"), ("local lobby = 1 lo|", "lobby local"),
        ("x = lo|", "lobby local"),
        ("L|", "lobby local"), ("--[[ x ]] lob|", "lobby"), ("--[[ x ]]|", variables),
        ("--[[\n]]lob|", "lobby"), ("local f|", "function"), ("local |", "function"),
        ("local x <|", "const close"), ("local x <const>, y <cl|", "close"),
        ("x <do|", "double do"),
    ])
    func `are the names in sight`(text: String, labels: String) {
        #expect(Typed(text).labels() == labels)
    }

    @Test(arguments: [
        "local x|", "local x, l|", "for l|", "for x, l|", "function l|", "function f(l|",
        "function f(a, l|",
        "x = function(l|", "goto l|", "::l|", "-- l|", "--[[ l|", "[[ l|", "x = 12|", "'a\\\n l|",
        "x = [[\n l|",
        "function t.a:b(l|",
    ])
    func `are nothing where only the author knows`(text: String) {
        #expect(Typed(text).labels() == "nothing")
    }
}
