/// Writes the Test Anything Protocol, version 14, as the run goes on.
///
/// Each file and each block is a subtest whose plan follows its points. Diagnostics are YAML whose
/// texts are quoted, so that any text is one line. A run that was cut short, and one in which no
/// test matched, bails out: the protocol has no other way to say that points are missing.
public struct TAPReporter: Reporter {
    private let version: Version
    private var record = RunRecord()
    /// The file and the blocks that are open, outermost first; the run itself is the first.
    private var groups = [Group(name: "")]

    /// What the first line names. All other lines are the same: readers of version 13, such as
    /// Perl's `prove` up to 3.44, take the points of subtests for comments.
    public enum Version: Int, Hashable, Sendable {
        /// For readers that refuse anything later.
        case thirteen = 13
        /// The version in which subtests were written down.
        case fourteen = 14
    }

    private struct Group {
        let name: String
        var points = 0
        var hasFailed = false
    }

    /// Makes the report of a run that has not begun.
    ///
    /// - Parameter version: What the first line names.
    public init(version: Version = .fourteen) { self.version = version }

    /// Takes in the next event, and returns the lines it adds.
    public mutating func receive(_ event: TestEvent) -> String {
        record.receive(event)
        switch event {
        case .runStarted(let settings):
            var text = "TAP version \(version.rawValue)\n# seed \(settings.seed)\n"
            if let shard = settings.shard { text += "# shard \(shard)\n" }
            return text + settings.filters.map { "# \($0.onOneLine)\n" }.joined()
        case .fileFailedToLoad(let file, let failure):
            let text = closing(downTo: 1)
            return text + point(isOK: false, file) + diagnostics(failure: failure, [])
        case .testEnded: return ended(record.tests[record.tests.count - 1])
        case .runEnded(let ending, _): return end(ending)
        case .fileLoaded, .planned, .testStarted, .slow, .attemptEnded: return ""
        }
    }

    private var indentation: String { String(repeating: "    ", count: groups.count - 1) }

    private mutating func ended(_ test: RunRecord.TestRecord) -> String {
        let path = [test.test.id.file] + test.test.id.blocks
        let shared = zip(groups.dropFirst(), path).prefix { $0.name == $1 }.count
        var text = closing(downTo: shared + 1)
        for name in path[shared...] {
            text += "\(indentation)# Subtest: \(Self.description(name))\n"
            groups.append(Group(name: name))
        }
        var name = test.test.id.name
        if test.test.repetition > 1 { name += " (repetition \(test.test.repetition))" }
        text += point(isOK: !test.verdict.isFailure, name, skip: skipReason(test))
        return text + diagnostics(test)
    }

    private func skipReason(_ test: RunRecord.TestRecord) -> String? {
        test.verdict == .skipped ? test.decisive?.skipReason ?? "" : nil
    }

    private mutating func point(isOK: Bool, _ name: String, skip: String? = nil) -> String {
        let last = groups.count - 1
        groups[last].points += 1
        if !isOK { groups[last].hasFailed = true }
        var line = "\(isOK ? "ok" : "not ok") \(groups[last].points) - \(Self.description(name))"
        if let skip {
            line += skip.isEmpty ? " # SKIP" : " # SKIP \(Self.description(skip))"
        }
        return indentation + line + "\n"
    }

    /// Ends subtests until so many groups are open.
    private mutating func closing(downTo count: Int) -> String {
        var text = ""
        while groups.count > count {
            text += "\(indentation)1..\(groups[groups.count - 1].points)\n"
            let group = groups.removeLast()
            text += point(isOK: !group.hasFailed, group.name)
        }
        return text
    }

    private mutating func end(_ ending: RunEnding) -> String {
        let text = closing(downTo: 1) + "1..\(groups[0].points)\n"
        if ending != .complete {
            return text + "Bail out! the run was cut short: \(ending.rawValue)\n"
        }
        if record.outcome == .noTests { return text + "Bail out! no tests matched\n" }
        return text + "# \(record.summary)\n"
    }

    private func diagnostics(_ test: RunRecord.TestRecord) -> String {
        var fields = [("duration_ms", test.duration.millisecondsText)]
        if let elapsed = test.slowAfter {
            fields.append(("slow_after_ms", elapsed.millisecondsText))
        }
        if test.verdict != .passed { fields.append(("verdict", yaml(test.verdict.rawValue))) }
        let decisive = test.verdict.isFailure ? test.decisive : nil
        if let attempt = decisive {
            fields.append(("seed", "\(attempt.seed)"))
            if let command = attempt.repeatCommand { fields.append(("repeat", yaml(command))) }
        }
        if let waits = decisive?.waits, !waits.isEmpty {
            fields.append(("waits", list(waits.map(Self.text))))
        }
        if let leaks = decisive?.leaks, !leaks.isEmpty {
            fields.append(("leaks", list(leaks.map(Self.text))))
        }
        if test.attempts.count > 1 {
            let attempts = test.attempts.map { attempt in
                let message = attempt.failure.map { ": " + $0.message } ?? ""
                return "\(attempt.number) \(attempt.verdict.rawValue)\(message)"
            }
            fields.append(("attempts", list(attempts)))
        }
        let output = test.verdict.isFailure ? decisive?.output.map(\.text) ?? [] : []
        if !output.isEmpty { fields.append(("output", list(output))) }
        return diagnostics(failure: decisive?.failure, fields)
    }

    private func diagnostics(failure: Failure?, _ more: [(String, String)]) -> String {
        var fields: [(String, String)] = []
        if let failure {
            fields.append(("message", yaml(failure.message)))
            fields.append(("severity", "fail"))
            if let location = failure.location {
                fields.append(("file", yaml(location.file)))
                fields.append(("line", "\(location.line)"))
                if let column = location.column { fields.append(("column", "\(column)")) }
            }
            if let lines = failure.difference?.lines, !lines.isEmpty {
                fields.append(("difference", list(lines.map { "\($0.kind.rawValue) \($0.text)" })))
            }
            if !failure.traceback.isEmpty {
                fields.append(("traceback", list(failure.traceback.map { "in \($0)" })))
            }
        }
        let lines =
            ["---"]
            + (fields + more).map { name, value in
                value.hasPrefix("\n") ? "\(name):\(value)" : "\(name): \(value)"
            } + ["..."]
        return lines.joined(separator: "\n").split(separator: "\n")
            .map { "\(indentation)  \($0)\n" }.joined()
    }

    /// Perl's reader takes an element whose first word has a colon for a mapping, in quotes or not.
    private func list(_ texts: [String]) -> String {
        texts.map { text in
            let first = text.prefix { $0 != " " }
            let rest = text.dropFirst(first.count)
            let word = yaml(String(first)).dropLast().split(
                separator: ":", omittingEmptySubsequences: false
            ).joined(separator: "\\x3A")
            return "\n  - \(word)\(yaml(String(rest)).dropFirst())"
        }.joined()
    }

    /// A text in the double-quoted style of YAML, on one line.
    private func yaml(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            default:
                guard scalar.isUnsafeToShow else {
                    result.unicodeScalars.append(scalar)
                    continue
                }
                let digits = String(scalar.value, radix: 16, uppercase: true)
                let width = scalar.value > 0xffff ? 8 : 4
                result += width == 8 ? "\\U" : "\\u"
                result += String(repeating: "0", count: width - digits.count) + digits
            }
        }
        return result + "\""
    }

    private static func text(_ wait: Attempt.Wait) -> String {
        "\(wait.task) waits for \(wait.reason)" + (wait.location.map { " at \($0)" } ?? "")
    }

    private static func text(_ leak: Attempt.Leak) -> String {
        "\(leak.kind) \(leak.name)" + (leak.location.map { " created at \($0)" } ?? "")
    }

    /// Only `\` and `#` mean something in a description.
    private static func description(_ text: String) -> String {
        text.onOneLine.replacing(scalars: ["\\": "\\\\", "#": "\\#"])
    }
}
