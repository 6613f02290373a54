import Testing

@Suite struct `A hint` {
    @Test(arguments: [
        (
            "stacy:write(|",
            "user:write(«ref: reference|session», request?: request|request_document, "
                + "mode?: write_mode): session?  The session: its name, or a snapshot."
        ),
        (
            "stacy:write(ref, { a = 1, b = f(2, 3) }, |",
            "user:write(ref: reference|session, request?: request|request_document, "
                + "«mode?: write_mode»): session?  The request's own mode when left out."
        ),
        (
            "stacy.create(stacy, |",
            "user:create(«ref: reference|session», request?: request|request_document): session?"
                + "  The session: its name, or a snapshot."
        ),
        (
            "stacy:write(ref, muster.request():set(|",
            "request:set(«name: string», value: any): request"
                + "  Sets a name in properties.custom; muster.null removes it."
        ),
        (
            "stacy:write(ref, muster.request():set('a', 1), |",
            "user:write(ref: reference|session, request?: request|request_document, "
                + "«mode?: write_mode»): session?  The request's own mode when left out."
        ),
        (
            "lobby:wait(|",
            "session:wait(«predicate: fun(session: session): any», "
                + "options?: { timeout: duration? }): session, any"
                + "  Gets the session; answers anything."
        ),
        (
            "service:reference(|",
            "service:reference(«template: string», name?: string): reference"
                + "  The name of the session template."
        ),
        (
            "service:reference{|",
            "service:reference(«names: reference_names»): reference"
                + "  Names a session of a template: with a fresh name, or with the one given."
        ),
        (
            "muster.spawn(f, 1, 2, |",
            "muster.spawn(body: function, «...»): task  What the function is called with."
        ),
        (
            "muster.request():visibility \"o|",
            "request:visibility(«value: \"open\"|\"visible\"|\"private\"|null»): request"
                + "  Who may see and join the session."
        ),
        (
            "muster.request():constants(|",
            "request:constants(«bag: table»): request"
                + "  Replaces the whole constants bag: system and custom."
        ),
        (
            "os.time(|",
            "os.time(«table?: table»): integer  The time of a table as Lua's own does; "
                + "without one, now on the script's clock."
        ),
        ("double(1, |", "double(number, «times»)"), ("score.add(|", "score.add(«player», points)"),
        ("local function f(a, ...) end f(1, 2, |", "f(a, «...»)"),
        ("local f = function(a, b) end f(|", "f(«a», b)"), ("local f = function() end f(|", "f()"),
        (
            "service:user { |",
            "service:user(«claims: string|claims»): user  The user's xuid, or what the token says."
        ),
        (
            "service:user { xuid = |",
            "«xuid?: string|integer»  The user's id; one of its own when left out."
        ),
        (
            "service:user { xuid = '5|",
            "«xuid?: string|integer»  The user's id; one of its own when left out."
        ),
        (
            "stacy:join(ref, { ready = |",
            "«ready?: boolean|null»  The user joined and the title is starting."
        ),
        (
            "string.format('%d', |",
            "string.format(formatstring, «...»): string  Fills values into a text."
        ),
        ("('x'):rep(|", "string.rep(«n», sep?): string  Repeats the string."),
        ("map:rep(2, |", "string.rep(n, «sep?»): string  Repeats the string."),
        ("error(|", "error(«message», level?)  Raises an error."),
        ("local error = 1 error(|", "nothing"), ("local string = {} string.rep(|", "nothing"),
        ("|", "nothing"), ("(|", "nothing"), ("x = |", "nothing"), ("f(|", "nothing"),
        ("f(lobby)|", "nothing"),
        ("stacy:write(ref) |", "nothing"), ("lobby:wait(function(s) |", "nothing"),
        ("function f(|", "nothing"), ("-- stacy:write(|", "nothing"), ("lobby[|", "nothing"),
    ])
    func `has the parameters of the innermost call`(text: String, hint: String) {
        #expect(Typed(text).hint() == hint)
    }
}
