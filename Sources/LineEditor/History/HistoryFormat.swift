/// The text of a history file: a statement in each line, oldest first.
///
/// A line end in a statement is written `\n`, a carriage return `\r`, a backslash `\\`. Lines are only
/// ever appended, each in one write, so that prompts can share a file. A line that is
/// none of ours is not shown as a statement, and kept when the file is written anew.
public enum HistoryFormat {
    /// A longer statement is not written.
    public static let entryLimitBytes = 1 << 20

    /// A line of a file.
    public enum Line: Sendable, Equatable {
        case entry(String)
        case unreadable([UInt8])
    }

    /// The line of a statement with its end, or nil if the statement is too long.
    public static func line(of entry: String) -> String? {
        guard entry.utf8.count <= entryLimitBytes else { return nil }
        var line = ""
        for scalar in entry.unicodeScalars {
            switch scalar {
            case "\\": line += "\\\\"
            case "\n": line += "\\n"
            case "\r": line += "\\r"
            default: line.unicodeScalars.append(scalar)
            }
        }
        return line + "\n"
    }

    /// The lines of a file; a last one without an end was not written whole and is left out.
    public static func lines(_ bytes: [UInt8]) -> [Line] {
        guard let end = bytes.lastIndex(of: 0x0A) else { return [] }
        return bytes[..<end].split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
            entry(line).map { .entry($0) } ?? .unreadable(Array(line))
        }
    }

    /// The file of these lines.
    public static func file(_ lines: some Sequence<Line>) -> [UInt8] {
        var bytes: [UInt8] = []
        for line in lines {
            switch line {
            case .entry(let entry): bytes += (self.line(of: entry) ?? "").utf8
            case .unreadable(let line): bytes += line + [0x0A]
            }
        }
        return bytes
    }

    /// The newest `limit` statements of some lines, each only where it was entered last, and the
    /// lines that cannot be read among them.
    public static func compacted(_ lines: [Line], limit: Int) -> [Line] {
        var seen: Set<String> = []
        var kept: [Line] = []
        for line in lines.reversed() {
            switch line {
            case .unreadable: kept.append(line)
            case .entry(let entry):
                if seen.count < limit, seen.insert(entry).inserted { kept.append(line) }
            }
        }
        return kept.reversed()
    }

    private static func entry(_ line: some Collection<UInt8>) -> String? {
        guard !line.isEmpty, let text = String(validating: line, as: UTF8.self) else { return nil }
        var entry = String.UnicodeScalarView()
        var isEscaped = false
        for scalar in text.unicodeScalars {
            if isEscaped {
                switch scalar {
                case "n": entry.append("\n")
                case "r": entry.append("\r")
                case "\\": entry.append("\\")
                default: return nil
                }
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
            } else {
                entry.append(scalar)
            }
        }
        return isEscaped ? nil : String(entry)
    }
}
