internal import JSON
internal import Scripting

/// One place at which two versions differ, as a line.
enum ChangeLine {
    /// A path with dots, as a script would go: `members.0.active`. What says nothing is left out.
    static func path(_ pointer: JSONPointer) -> String {
        var tokens = pointer.tokens
        guard let first = tokens.first else { return "the session" }
        // `system` is where the protocol's own names lie, so the name tells it.
        if first == "members", tokens.count > 4, tokens[3] == "system" {
            tokens.removeSubrange(2...3)
        } else if first == "members", tokens.count > 3, tokens[2] == "properties" {
            tokens.remove(at: 2)
        } else if tokens.count > 2, tokens[1] == "system" {
            tokens.remove(at: 1)
        }
        return tokens.map(shown).joined(separator: ".")
    }

    /// A name that has dots of its own, or nothing at all, stands in quotes.
    private static func shown(_ token: String) -> String {
        let isPlain = !token.isEmpty && !token.contains(".") && !token.contains(" ")
        return isPlain ? token : "\"\(token)\""
    }

    /// The columns that the paths of some differences take, at most about half of a line.
    static func pathWidth(
        of differences: some Sequence<JSONDifference>, _ style: InspectionStyle
    ) -> Int {
        let longest = differences.map { style.columns(of: path($0.path)) }.max() ?? 0
        return min(longest, max(8, style.width / 2 - 6))
    }

    /// `+`, `-` or `~`, the path padded to `width`, and the values within the style's width.
    static func line(
        _ difference: JSONDifference, pathWidth: Int, indent: Int, _ style: InspectionStyle
    ) -> TextLine {
        var line = TextLine(String(repeating: " ", count: indent))
        let (mark, attribute): (String, TextStyle.Attribute) =
            switch (difference.before, difference.after) {
            case (nil, _): ("+", .green)
            case (_, nil): ("-", .red)
            default: ("~", .yellow)
            }
        line.append(mark + " ", attribute)
        let path = TextLine(path(difference.path)).cutFront(to: pathWidth, style)
        line.append(path.padded(to: pathWidth + 2, style))
        let room = max(8, style.width - indent - pathWidth - 4)
        switch (difference.before, difference.after) {
        case (let before?, let after?):
            let half = max(4, (room - 3) / 2)
            let old = value(before, at: difference.path)
            let new = value(after, at: difference.path)
            // What one side does not need is the other's.
            let oldRoom = max(half, room - 3 - style.columns(of: new))
            line.append(TextLine(old, .dim).cut(to: oldRoom, style))
            line.append(" → ", .yellow)
            line.append(TextLine(new).cut(to: room, style))
        case (nil, let after?): line.append(value(after, at: difference.path), .green)
        case (let before?, nil): line.append(value(before, at: difference.path), .red)
        case (nil, nil): break
        }
        return line
    }

    /// A value on one line; a whole member in a few words.
    private static func value(_ value: JSONValue, at path: JSONPointer) -> String {
        if path.tokens.count == 2, path.tokens[0] == "members", case .object(let member) = value {
            return Self.member(member)
        }
        var limits = InspectionLimits()
        limits.depth = 3
        limits.entries = 8
        limits.stringBytes = 120
        let layout = InspectionLayout(InspectionStyle(width: .max))
        return layout.line(InspectedValue(value.telling, limits)) ?? ""
    }

    private static func member(_ member: JSONObject) -> String {
        let xuid = member["constants"]?["system"]?["xuid"]
        let name = member["gamertag"]?.stringValue ?? xuid?.stringValue ?? "?"
        let system = member["properties"]?["system"]
        let state =
            member["reserved"] == true
            ? "reserved"
            : system?["active"] == true
                ? "active" : system?["ready"] == true ? "ready" : "inactive"
        var text = "\(name) \(state)"
        for bag in ["constants", "properties"] {
            guard let custom = member[bag]?["custom"], !custom.isBlank else { continue }
            text += " " + value(custom, at: .root)
        }
        return text
    }
}

extension JSONValue {
    /// The value without members that are empty.
    fileprivate var telling: JSONValue {
        guard case .object(let object) = self, !object.isEmpty else { return self }
        let shown = object.telling()
        return shown.isBlank ? .object([:]) : shown
    }
}
