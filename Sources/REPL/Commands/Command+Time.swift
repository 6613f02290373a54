internal import Lua
internal import LuaSyntax
internal import Reporting
internal import Scripting

extension Command {
    /// Commands about time and the network.
    static let time: [Command] = [undo, clock, network, timing]

    private static let undo = Command(
        "undo", "[COUNT]", doc: "Takes the local directory back to before the last statements."
    ) { conversation, line throws(CommandError) in
        guard let count = line.argument.isEmpty ? 1 : Int(line.argument), count > 0 else {
            throw CommandError("a count from 1 is needed, not '\(line.argument)'")
        }
        guard conversation.runner.moment != nil else {
            throw CommandError("a service elsewhere cannot go back")
        }
        try conversation.goBack(count)
        return .done
    }

    private static let clock = Command(
        "clock", "[advance DURATION|real|virtual]", doc: "Shows, moves or switches the clock.",
        argument: .words(["advance", "real", "virtual"])
    ) { conversation, line throws(CommandError) in
        let clock = conversation.runner.clock
        switch line.words.first {
        case nil: conversation.showClock()
        case "real": try conversation.keepTime(.real)
        case "virtual": try conversation.keepTime(.virtual)
        default:
            let words = line.words.first == "advance" ? line.words.dropFirst() : line.words[...]
            let text = words.joined().drop { $0 == "+" }
            guard let span = duration(reading: text), !text.isEmpty else {
                throw CommandError(
                    "a duration such as 30s or 2m, 'real' or 'virtual' is needed, not "
                        + "'\(line.argument)'")
            }
            guard clock.mode == .virtual else {
                throw CommandError(
                    conversation.runner.isLocal
                        ? "real time cannot be advanced; .clock virtual makes it stand still"
                        : "a service elsewhere keeps real time")
            }
            return .run("muster.clock:advance('\(span.shortText)')") { $0.showClock() }
        }
        return .done
    }

    private static let network = Command(
        "network", "[SETTING=VALUE ...|reset]",
        doc: "Shows or sets what messages meet, such as latency=40ms loss=0.1.",
        argument: .words(["latency=", "jitter=", "loss=", "bandwidth=", "reset"])
    ) { _, line throws(CommandError) in
        let network = "muster.service().network"
        if line.argument.isEmpty { return .look("return \(network)") }
        if line.argument == "reset" { return .run("\(network):reset() return \(network)") }
        var fields: [String] = []
        for word in line.words {
            let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, !parts[1].isEmpty,
                parts[0].allSatisfy({ $0.isASCII && ($0.isLetter || $0 == "_") })
            else { throw CommandError("settings look like latency=40ms, not '\(word)'") }
            let isNumber = parts[1].first?.isNumber == true && Double(parts[1]) != nil
            let value = isNumber ? parts[1] : LuaText.quoted(parts[1])
            let isName = Keyword(rawValue: parts[0]) == nil
            fields.append("\(isName ? parts[0] : "[\"\(parts[0])\"]") = \(value)")
        }
        return .run("\(network):set { \(fields.joined(separator: ", ")) } return \(network)")
    }

    private static let timing = Command(
        "time", "CODE", doc: "Runs code and shows how long that took.", argument: .expression
    ) { conversation, line throws(CommandError) in
        guard !line.argument.isEmpty else { throw CommandError("code is missing: .time CODE") }
        return .time(line.argument)
    }
}

extension Conversation {
    /// Runs a statement and shows how long it took.
    func time(_ code: String) -> Reply {
        let start = ContinuousClock.now
        let before = runner.clock.elapsedSeconds
        let reply = evaluate(code, name: ".time", as: .timed)
        let real = ContinuousClock.now - start
        let script = Duration.seconds(max(0, runner.clock.elapsedSeconds - before))
        let requests = happened.requests
        show(
            style.text.dim(
                "\(real.shortText) of real time, \(script.shortText) of script time, "
                    + "\(requests) \(requests == 1 ? "request" : "requests")") + "\n")
        return reply
    }

    fileprivate func showClock() {
        let clock = runner.clock
        let elapsed = Duration.seconds(clock.elapsedSeconds).shortText
        show("\(clock.now)  \(clock.mode.rawValue), \(elapsed) since the start\n")
    }

    fileprivate func keepTime(_ mode: ScriptClock.Mode) throws(CommandError) {
        guard runner.keepTime(mode) else {
            throw CommandError("a service elsewhere keeps real time")
        }
        show("the clock keeps \(mode.rawValue) time\n")
    }

    /// Goes back to before the last `count` statements that did something.
    fileprivate func goBack(_ count: Int) throws(CommandError) {
        let before = runner.sessions.map { ($0, runner.versions(of: $0).last) }
        guard let point = past.goBack(count) else {
            throw CommandError(
                past.points.isEmpty
                    ? "nothing was done yet that could be undone"
                    : past.points.count == 1
                        ? "only the last statement can be undone"
                        : "only the last \(past.points.count) statements can be undone")
        }
        runner.goBack(to: point.moment)
        transcript.goBack(to: point.entries)
        let line = point.text.split(separator: "\n").first.map(String.init) ?? ""
        show("back to before: \(line)\n")
        for (reference, version) in before {
            let now = runner.versions(of: reference).last
            if let now, now.changeNumber != version?.changeNumber || now.branch != version?.branch {
                let step = Chronicle.Step(reference: reference, before: version, version: now)
                show(SessionDiffText(style: style).text(of: [step]) + "\n")
            } else if now == nil, version != nil {
                show(
                    style.text.bold(reference.shortText) + style.text.dim("  is not there yet")
                        + "\n")
            }
        }
        show(style.text.dim("variables keep what they hold") + "\n")
    }
}
