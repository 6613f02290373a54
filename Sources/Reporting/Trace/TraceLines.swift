internal import JSON
public import Scripting
internal import Sessions

/// Folds the events of a run into readable lines: who sent what, and what came back.
public final class TraceLines {
    private let style: TextStyle
    private var start: Timestamp?
    private let bodyLimit = 400

    /// Makes the lines of one run, with times since its first event.
    public init(style: TextStyle) { self.style = style }

    /// The lines that show one event, without line breaks; none for what is no part of the wire.
    public func lines(for event: ScriptEvent) -> [String] {
        switch event {
        case .printed, .leftBehind, .judged:
            return []
        case .sent(let exchange):
            return [sent(exchange)]
        case .answered(let exchange, let response):
            return [answered(exchange, response)]
        case .unanswered(let exchange, let reason):
            return [
                "\(margin(nil)) \(style.red("×")) \(style.dim("#\(exchange.number)")) no answer: \(PrintableText.shown(reason))"
            ]
        case .arrived(let exchange, let time, let isDuplicate):
            let what = isDuplicate ? "arrived once more" : "arrived"
            return [note(on: exchange, what, at: time)]
        case .lost(let exchange, let leg, let time, let retry):
            let next =
                retry.map { "sent again in \(Double($0.ticks - time.ticks) / 10_000_000) s" }
                ?? "given up"
            return [note(on: exchange, "the \(leg.rawValue) was lost, \(next)", at: time)]
        case .faulted(let exchange, let fault, let time):
            return [note(on: exchange, style.yellow("fault \(fault)"), at: time)]
        case .tapped(let user, let session, let number, let time, _):
            let what =
                "tapped \(PrintableText.shown(user)): \(PrintableText.shown(session)) #\(number)"
            return ["\(margin(time)) \(style.dim("·")) \(what)"]
        case .clockMoved(let from, let to):
            start = start ?? from
            let seconds = Double(to.ticks - from.ticks) / 10_000_000
            return ["\(margin(to)) \(style.dim("· the clock moved \(seconds) s"))"]
        case .logged(let message, let location, let time):
            let place = location.map { style.dim(PrintableText.shown(" (\($0))")) } ?? ""
            return ["\(margin(time)) \(style.yellow("·")) \(PrintableText.shown(message))\(place)"]
        }
    }

    private func note(
        on exchange: ScriptEvent.Exchange, _ text: String, at time: Timestamp
    ) -> String {
        "\(margin(time)) \(style.dim("·")) \(style.dim("#\(exchange.number)")) \(text)"
    }

    private func sent(_ exchange: ScriptEvent.Exchange) -> String {
        let request = exchange.request
        var text =
            "\(margin(exchange.time)) \(style.cyan("→")) \(style.dim("#\(exchange.number)")) "
        text += "\(style.bold(PrintableText.shown(exchange.caller))) "
        text += PrintableText.shown("\(request.method) \(request.target.shortText)")
        for item in request.query {
            text += PrintableText.shown(" ?\(item.name)=\(item.value ?? "")")
        }
        if let match = request.ifMatch {
            text += style.dim(PrintableText.shown(" If-Match: \(match)"))
        }
        if let match = request.ifNoneMatch {
            text += style.dim(PrintableText.shown(" If-None-Match: \(match)"))
        }
        if case .json(let body) = request.body { text += " " + cut(body.text) }
        return text
    }

    private func answered(
        _ exchange: ScriptEvent.Exchange, _ response: DirectoryResponse
    ) -> String {
        let status = String(response.status)
        let coloured = response.status < 400 ? style.green(status) : style.red(status)
        var text =
            "\(margin(nil)) \(style.cyan("←")) \(style.dim("#\(exchange.number)")) \(coloured)"
        switch response.body {
        case .none: break
        case .text(let message): text += " " + PrintableText.shown(message)
        case .json(let body):
            if let session = try? MultiplayerSession(json: body) {
                text += " " + PrintableText.shown(summary(of: session))
            } else {
                text += " " + cut(body.text)
            }
        }
        if let rule = response.rule { text += style.dim(PrintableText.shown(" [rule \(rule)]")) }
        return text
    }

    private func summary(of session: MultiplayerSession) -> String {
        let number = session.changeNumber.map { "change \($0)" } ?? "session"
        let members = session.members.map { member in
            let state =
                member.isReserved
                ? "reserved" : member.isActive ? "active" : member.isReady ? "ready" : "inactive"
            return "\(member.index) \(member.gamertag ?? member.xuid?.description ?? "?") \(state)"
        }
        return "\(number): " + (members.isEmpty ? "no members" : members.joined(separator: ", "))
    }

    private func cut(_ text: String) -> String {
        guard text.count > bodyLimit else { return PrintableText.shown(text) }
        return PrintableText.shown(String(text.prefix(bodyLimit)))
            + style.dim("… (\(text.utf8.count) bytes)")
    }

    /// The seconds since the first event, in a column of their own.
    private func margin(_ time: Timestamp?) -> String {
        guard let time else { return String(repeating: " ", count: 10) }
        let start = start ?? time
        self.start = start
        let milliseconds = (time.ticks - start.ticks) / 10_000
        let fraction = String(milliseconds % 1000 + 1000).dropFirst()
        let text = "\(milliseconds / 1000).\(fraction)s"
        return style.dim(String(repeating: " ", count: max(0, 10 - text.count)) + text)
    }
}
