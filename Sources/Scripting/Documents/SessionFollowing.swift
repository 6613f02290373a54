internal import JSON
internal import Lua
internal import Sessions

/// How scripts follow a session as it changes: `update`, `changes`, `wait`, `diff`, `history`.
enum SessionFollowing {
    typealias Method = LuaClass<SessionObject>.Method

    static let methods: [Method] = [
        scripted(
            "update",
            [
                Parameter(
                    "change", .callback([session], returns: "request?"),
                    doc: "Gets the session; answers a request, or nil."),
                .optional("options", attemptsOption, doc: "How often to try."),
            ], returns: "session",
            doc: "Gives the session to a function and writes the request that it answers, if "
                + "nobody else wrote meanwhile; otherwise reads again and repeats, at most "
                + "'attempts' (10) times. Answering nil ends it without a write."),
        scripted(
            "changes", [], returns: "fun(): change[], session",
            doc: "Iterates over the changes from here on: gives the list of changes and the "
                + "session after them. Ends when the session is gone."),
        scripted(
            "wait",
            [
                Parameter(
                    "predicate", .callback([session], returns: "any"),
                    doc: "Gets the session; answers anything."),
                .optional("options", timeoutOption, doc: "How long to wait."),
            ],
            returns: "session, any",
            doc: "Waits until the function answers something true of the session, asking after "
                + "each change: gives the session and that answer. Option: timeout."),
        Method(
            "diff", [.optional("other", .object("session"))], returns: "change[]",
            doc: "Lists what changed from another snapshot to this one, by path, and who changed "
                + "it; without another, from the version before."
        ) { session, call in
            let versions = call.host.chronicle.versions(of: session.reference)
            let other = call.optionalObject(1, of: sessionClass)?.document
            let before = other ?? versions.last { $0.isBefore(session.document) }?.document
            call.push(
                SessionChange.all(
                    from: before ?? .object([:]), to: session.document, versions: versions))
        },
        Method(
            "history", [], returns: "version[]",
            doc: "Lists every version of the session that this run has seen, oldest first."
        ) { session, call in
            let versions = call.host.chronicle.versions(of: session.reference)
            call.push { stack in
                stack.pushTable(elements: versions.count)
                for (position, version) in versions.enumerated() {
                    let before = position > 0 ? versions[position - 1].document : .object([:])
                    stack.push(
                        VersionObject(version, after: before, of: session), as: versionClass)
                    stack.setElement(position + 1, of: -2)
                }
                return 1
            }
        },
    ]

    /// What the functions get that scripts give.
    private static let session = Parameter("session", .object("session"))
    private static let attemptsOption = LuaType.record([
        .optional("attempts", .integer, doc: "The most tries, 1 to 1000; 10 when left out.")
    ])
    private static let timeoutOption = LuaType.record([
        .optional("timeout", durationType, doc: "The longest wait; for ever when left out.")
    ])

    /// Declares a method whose body stands in ``text``.
    private static func scripted(
        _ name: String, _ parameters: [Parameter], returns: String, doc: String
    ) -> Method {
        Method(name, parameters, returns: returns, doc: doc) { _, call in
            let host = call.host
            try call.delegate(to: try host.following.body(name, in: host.lua))
        }
    }

    /// The functions of one run.
    /// What tracebacks call the host's own texts.
    static let chunkName = "muster"

    static func functions() -> ScriptedFunctions {
        ScriptedFunctions(text, name: chunkName, primitives: primitives)
    }

    private static let text = """
        local host = ...
        local M = {}

        function M.update(session, change, options)
          local attempts = host.attempts(options)
          local last
          for _ = 1, attempts do
            local request = change(session)
            if request == nil then return session end
            local ok, result = pcall(session.write, session, request, "synchronized")
            if ok then return result end
            if not host.is_out_of_sync(result) then error(result, 0) end
            last = result
            session = result.session or session:refresh()
            if session == nil then error(last, 0) end
          end
          host.give_up(session, attempts)
        end

        function M.changes(session)
          local seen = session
          return function()
            while true do
              host.await(seen)
              local now = seen:refresh()
              if now == nil then return nil end
              if host.is_newer(now, seen) then
                local before = seen
                seen = now
                return now:diff(before), now
              end
            end
          end
        end

        function M.wait(session, predicate, options)
          local deadline = host.deadline(options)
          local seen = session
          while true do
            local answer = predicate(seen)
            if answer then return seen, answer end
            if host.await(seen, deadline) == false then host.time_out(seen, options) end
            local now = seen:refresh()
            if now == nil then host.gone(seen) end
            seen = now
          end
        end

        return M
        """

    private static let primitives: [HostFunction] = [
        HostFunction(
            "attempts", [.optional("options", .table)], returns: "integer",
            doc: "How often to try."
        ) { call in
            guard !call.isNilOrNone(1) else { return call.push(10) }
            let fields = try TableArgument(call, 1)
            guard let value = fields["attempts"] else { return call.push(10) }
            guard let number = value.integerValue, (1...1_000).contains(number) else {
                throw fields.fault("attempts", "a number from 1 to 1000")
            }
            call.push(number)
        },
        HostFunction(
            "is_out_of_sync", [Parameter("error", .any)], returns: "boolean",
            doc: "Whether an error says that somebody else wrote meanwhile."
        ) { call in
            let error =
                call.stack.object(ThrownError.self, at: call.index(1), of: thrownErrorClass)?.error
                as? ServiceError
            call.push(error?.status == 412)
        },
        HostFunction(
            "is_newer",
            [Parameter("now", .object("session")), Parameter("then", .object("session"))],
            returns: "boolean", doc: "Whether a snapshot shows another version than a former one."
        ) { call in
            let now = try call.object(1, of: sessionClass).document
            let then = try call.object(2, of: sessionClass).document
            call.push(
                now["changeNumber"] != then["changeNumber"] || now["branch"] != then["branch"])
        },
        HostFunction(
            "deadline", [.optional("options", .table)], returns: "integer?",
            doc: "The instant until which to wait."
        ) { call in
            guard let limit = try timeout(call) else { return call.push(LuaValue.nil) }
            call.push(try call.host.clock.instant(after: limit).ticks)
        },
        HostFunction(
            "await",
            [Parameter("session", .object("session")), .optional("deadline", .integer)],
            returns: "boolean?",
            doc: "Waits until there may be a version after this one; false after the deadline."
        ) { call in try awaitChange(in: &call) },
        HostFunction(
            "give_up", [Parameter("session", .object("session")), Parameter("attempts", .integer)],
            doc: "Ends an update that came to nothing."
        ) { call in
            throw FollowingError(
                "conflict",
                "the update was given up after \(call.integer(2) ?? 0) attempts: "
                    + "somebody else wrote each time",
                try call.object(1, of: sessionClass), call.host)
        },
        HostFunction(
            "time_out",
            [Parameter("session", .object("session")), .optional("options", .table)],
            doc: "Ends a wait that came to nothing."
        ) { call in
            let limit = try timeout(call, 2)?.shortText ?? "?"
            throw FollowingError(
                "timeout", "what was awaited did not happen within \(limit)",
                try call.object(1, of: sessionClass), call.host)
        },
        HostFunction(
            "gone", [Parameter("session", .object("session"))], doc: "Ends a wait in vain."
        ) { call in
            throw FollowingError(
                "gone", "the session ended while it was awaited",
                try call.object(1, of: sessionClass), call.host)
        },
    ]

    private static func timeout(
        _ call: borrowing LuaCall, _ position: Int = 1
    ) throws -> Duration? {
        guard !call.isNilOrNone(position) else { return nil }
        let fields = try TableArgument(call, position)
        guard let value = fields["timeout"] else { return nil }
        let text = value.stringValue ?? value.numberValue?.text ?? ""
        guard let limit = duration(reading: text) else {
            throw fields.fault("timeout", "a duration such as \"30s\"")
        }
        return limit
    }

    /// How long a service elsewhere is left alone between two reads.
    private static let pollingInterval = Duration.seconds(1)

    /// Suspends the call until there may be a version after a snapshot: until this run sees one,
    /// a timer of the session is due, or the deadline.
    ///
    /// A directory in process tells of every commit. One elsewhere is asked again after
    /// ``pollingInterval``, since its real-time service is not spoken to yet.
    private static func awaitChange(in call: inout LuaCall) throws {
        let host = call.host
        let session = try call.object(1, of: sessionClass)
        let deadline = call.integer(2).map { Timestamp(ticks: $0) }
        let now = host.clock.now
        if let deadline, deadline <= now { return call.push(false) }
        let latest = host.chronicle.versions(of: session.reference).last
        if let latest, latest.isAfter(session.document) { return call.push(true) }
        if host.chronicle.hasMoved(session.reference, past: session.document) {
            return call.push(true)
        }
        let timer = session.document["nextTimer"]?.stringValue.flatMap { Timestamp($0) }
        if let timer, timer <= now { return call.push(true) }
        guard call.canSuspend else {
            throw LuaFault("attempt to wait for a session across a C-call boundary")
        }
        let wait = host.scheduler.wait(
            for: "a change of \(session.reference.shortText)",
            since: call.location(outside: host.following.name))
        host.chronicle.await(session.reference, wait)
        let poll = host.isLocal ? nil : now.adding(pollingInterval)
        let instant = [timer, deadline, poll].compactMap(\.self).min()
        if let instant { host.scheduler.resume(wait, at: instant) }
        try call.suspend()
    }
}

extension SessionVersion {
    /// Whether this is an earlier version than a document's, on the same branch.
    func isBefore(_ document: JSONValue) -> Bool {
        branch == document["branch"]?.stringValue
            && changeNumber < document["changeNumber"]?.integerValue ?? 0
    }

    /// Whether this is another version than a document's; what a run sees later is later.
    func isAfter(_ document: JSONValue) -> Bool {
        branch != document["branch"]?.stringValue
            || changeNumber > document["changeNumber"]?.integerValue ?? .max
    }
}
