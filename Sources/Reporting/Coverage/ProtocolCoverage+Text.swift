extension ProtocolCoverage {
    /// A table of all kinds, and what was missed, for a terminal of 80 columns; without a line
    /// break at the end.
    ///
    /// Items of one group, such as the methods of a URI or the fields of an object, share a line;
    /// of one that was missed altogether only the size is told.
    public var text: String {
        var lines = ["protocol coverage: \(share(percent))", "", row("", "covered", "of", "share")]
        for kind in Kind.allCases {
            let covered = self.covered(kind).count
            lines.append(
                row(
                    kind.rawValue, "\(covered)", "\(kind.universe.count)", share(percent(of: kind)))
            )
        }
        for kind in Kind.allCases where !missed(kind).isEmpty {
            lines += ["", "\(kind.rawValue) missed:"] + missedLines(of: kind)
        }
        if lines.contains(where: { $0.contains("SESSION") }) {
            lines += ["", "SESSION is \(DirectoryRoute.session.pattern)"]
        }
        for kind in Kind.allCases where !outside(kind).isEmpty {
            let items = outside(kind).map { "\($0) (\(count(kind, $0)))" }
            lines += ["", "\(kind.rawValue) that nobody lists:"]
            lines += Self.wrapped(items, after: "  ")
        }
        return lines.joined(separator: "\n")
    }

    /// Rounded down, so that 100 means all.
    private func share(_ percent: Double) -> String { "\(Int(percent)) %" }

    private func row(_ name: String, _ covered: String, _ total: String, _ share: String) -> String
    {
        "  " + Self.padded(name, to: 10, isLeft: true) + Self.padded(covered, to: 9)
            + Self.padded(total, to: 6) + Self.padded(share, to: 8)
    }

    private func missedLines(of kind: Kind) -> [String] {
        let sizes = Self.groups(of: kind.universe, kind)
        return Self.groups(of: missed(kind), kind).flatMap { group -> [String] in
            let size = sizes.first { $0.name == group.name }?.items.count ?? 0
            let head = group.name.isEmpty ? "  " : "  \(group.name): "
            if !group.name.isEmpty, group.items.count == size, size > 3 {
                return [head + "none of \(size)"]
            }
            return Self.wrapped(group.items, after: head)
        }
    }

    /// Items under the names of their groups, in the order in which groups begin.
    private static func groups(
        of items: [String], _ kind: Kind
    ) -> [(name: String, items: [String])] {
        var groups: [(name: String, items: [String])] = []
        var places: [String: Int] = [:]
        for item in items {
            let (name, part) = split(item, kind)
            if let place = places[name] {
                groups[place].items.append(part)
            } else {
                places[name] = groups.count
                groups.append((name, [part]))
            }
        }
        return groups
    }

    private static func split(_ item: String, _ kind: Kind) -> (group: String, item: String) {
        switch kind {
        case .routes:
            let parts = item.split(separator: " ", maxSplits: 1)
            return (shortened(String(parts[1])), String(parts[0]))
        case .answers:
            guard let space = item.lastIndex(of: " ") else { return ("", item) }
            return (
                shortened(String(item[..<space])), String(item[item.index(after: space)...])
            )
        case .written, .seen:
            guard let dot = item.lastIndex(of: ".") else { return ("", item) }
            return (String(item[..<dot]), String(item[item.index(after: dot)...]))
        case .rules:
            let chapter = Int(item.prefix { $0 != "." }) ?? 0
            return ("\(chapter) \(chapters[chapter] ?? "")", item)
        case .statuses, .members, .stages, .failures, .taps: return ("", item)
        }
    }

    /// A path without what all paths of sessions begin with.
    private static func shortened(_ path: String) -> String {
        path.replacing(DirectoryRoute.session.pattern, with: "SESSION")
    }

    /// The chapters of the specification that have rules.
    private static let chapters = [
        1: "identity", 2: "protocol", 3: "URIs and methods", 4: "the session document",
        5: "body and merge of PUT", 6: "templates, constants, properties", 7: "member lifecycle",
        8: "managed initialization", 9: "access", 10: "end of a session", 11: "handles",
        12: "session queries", 13: "limits and errors", 14: "large sessions", 15: "roles",
    ]

    private static func wrapped(_ items: [String], after head: String) -> [String] {
        var lines = [head]
        for (position, item) in items.enumerated() {
            let text = position == items.count - 1 ? item : item + ","
            let line = lines[lines.count - 1]
            let isFirst = line.hasSuffix(" ")
            if line.count + text.count + 1 > 80, !(isFirst && position > 0) {
                lines.append("      " + text)
            } else {
                lines[lines.count - 1] = line + (isFirst ? "" : " ") + text
            }
        }
        return lines.map { line in
            var line = line
            while line.last == " " { line.removeLast() }
            return line
        }
    }

    private static func padded(_ text: String, to width: Int, isLeft: Bool = false) -> String {
        let gap = String(repeating: " ", count: max(0, width - text.count))
        return isLeft ? text + gap : gap + text
    }
}
