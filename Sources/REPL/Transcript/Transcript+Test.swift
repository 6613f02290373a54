extension Transcript {
    /// A file of tests that does the same and expects that the same comes of it.
    ///
    /// Identifiers, times and etags may be others.
    var test: String {
        let names = ExpectationNames(besides: entries)
        var body: [String] = []
        for index in entries.indices where entries[index].origin != .look {
            let entry = entries[index]
            guard !entry.callsCommands else {
                body.append(Self.comment("only at a prompt: " + entry.text))
                continue
            }
            switch entry.result {
            case .done(let checks): body += self.lines(at: index, checks, names)
            case .failed(let message, let expected):
                guard expected != nil || entry.acted else { continue }
                body.append(Self.failure(entry, message, expected ?? "to_fail()", names))
            case .nothing: break
            }
        }
        return (Self.head(names, body) + body + ["  end)", "end)"]).joined(separator: "\n") + "\n"
    }

    private static func head(_ names: ExpectationNames, _ body: [String]) -> [String] {
        var lines = [
            "-- Written down at the prompt: what was done there, and what came of it.",
            "local muster = require \"muster\"",
        ]
        if names.expect != "expect" { lines.append("local \(names.expect) = muster.expect") }
        if body.contains(where: { $0.contains(names.any + ".") }) {
            lines.append(
                """

                -- Values that differ from run to run.
                local function looks_like(pattern)
                  return function(value) return type(value) == "string" and value:find(pattern) end
                end
                local \(names.any) = {
                  guid = looks_like "^%x+%-%x+%-%x+%-%x+%-%x+$",
                  time = looks_like "^%d%d%d%d%-%d%d%-%d%dT%d%d:%d%d:%d%d",
                  etag = looks_like '^"%d+"$',
                }
                """)
        }
        // What goes on in the background at a prompt may do so here.
        let options = names.mayLeak ? ", { leaks = true }" : ""
        return lines + [
            "", "describe(\"what was done at the prompt\", function()",
            "  it(\"comes out the same\"\(options), function(...)",
            "local service = muster.service()",
        ]
    }

    private func lines(
        at index: Int, _ checks: [Check], _ names: ExpectationNames
    ) -> [String] {
        let entry = entries[index]
        var lines = Self.statements(of: entry)
        if entry.returnsEarly { return lines }
        for check in checks {
            if let name = check.name { lines.append(names.expectation(name, check.expected)) }
        }
        guard let expression = entry.expression else { return lines }
        let expected = checks.first { $0.name == nil }?.expected
        if let naming = naming(at: index) {
            lines.append(naming.text)
            if let expected { lines.append(names.expectation(naming.name, expected)) }
        } else if let expected {
            // Of a list it is the first value that is known.
            let actual = entry.isList ? "((function() return \(expression) end)())" : expression
            lines.append(names.expectation(actual, expected))
        } else {
            lines.append(entry.isCall ? Self.apart(expression) : "do local _ = \(expression) end")
        }
        return lines
    }

    private static func failure(
        _ entry: Entry, _ message: String, _ expected: String, _ names: ExpectationNames
    ) -> String {
        let isExpression = entry.statements.isEmpty && entry.expression != nil
        let body = isExpression ? "return \(entry.expression ?? "")" : entry.text
        let first = message.split(separator: "\n", omittingEmptySubsequences: false).first ?? ""
        return "-- \(first)\n\(names.expect)(function()\n  \(body)\nend):\(expected)"
    }
}

/// The names of what expectations are made of, other than those that statements use.
private struct ExpectationNames {
    let expect: String
    let any: String
    /// Whether something may go on in the background when all is done.
    let mayLeak: Bool

    init(besides entries: [Transcript.Entry]) {
        let used = entries.reduce(into: Set<String>()) { $0.formUnion($1.names) }
        func free(_ name: String) -> String {
            var name = name
            while used.contains(name) { name += "_" }
            return name
        }
        expect = free("expect")
        any = free("any")
        mayLeak = entries.contains { $0.text.contains("spawn") || $0.text.contains("connect") }
    }

    /// An expectation that something is as it was.
    func expectation(_ actual: String, _ expected: String) -> String {
        "\(expect)(\(actual)):\(expected.replacing(ExpectedText.open, with: any))"
    }
}
