internal import Lua

/// The reference as lines for a terminal: text with styles, wrapped to a width.
public struct ReferenceText: Sendable {
    /// What a piece of text is; the edge decides how that looks.
    public enum Style: Sendable, Hashable {
        case plain, heading, name, type, faint
    }

    /// A piece of a line.
    public struct Span: Sendable, Hashable {
        /// The text, without a line break.
        public let text: String
        /// What it is.
        public let style: Style
    }

    /// The most characters of a line, as far as words allow; never below 40.
    public let width: Int

    /// Lays texts out for lines of `width` characters.
    public init(width: Int) { self.width = max(40, width) }

    /// Every name, by group.
    public func overview(of reference: ScriptReference) -> [[Span]] {
        reference.groups.enumerated().flatMap { position, group in
            (position == 0 ? [] : [[]]) + heading(group) + summary(of: group.entries)
        }
    }

    /// All that is said of a group.
    public func page(of group: ReferenceGroup) -> [[Span]] {
        var lines = heading(group)
        if let section = group.section { lines += protocolLine(section, indent: 0) }
        switch group.kind {
        case .table:
            lines += [[]] + described(group.entries, indent: 4)
        case .values:
            lines += [[]] + (group.type.map { values(of: $0) } ?? [])
        case .module, .objects, .globals:
            for entry in group.entries where entry.kind != .metamethod {
                lines += [[]] + signatures(of: entry) + wrapped([plain(entry.doc)], indent: 4)
            }
            let metamethods = group.entries(.metamethod)
            if !metamethods.isEmpty { lines += [[]] + summary(of: metamethods) }
        }
        return lines + example(group.example)
    }

    /// All that is said of an entry.
    public func page(of entry: ReferenceEntry, in reference: ScriptReference) -> [[Span]] {
        var lines = signatures(of: entry) + wrapped([plain(entry.doc)], indent: 4)
        var seen: Set<String> = []
        for form in entry.forms where !form.isEmpty {
            let new = form.filter { seen.insert($0.name).inserted }
            if !new.isEmpty { lines.append([]) }
            lines += described(new)
        }
        if entry.kind != .field, !entry.types.isEmpty {
            let types = entry.types.map(\.annotation).joined(separator: ", ")
            lines += [[], [plain("    gives "), Span(text: types, style: .type)]]
        }
        if let section = entry.section { lines += [[]] + protocolLine(section, indent: 4) }
        for group in types(of: entry, in: reference) {
            lines += [[]] + wrapped(title(group) + [plain(group.doc)], indent: 4, hanging: 8)
            if group.kind == .table {
                lines += described(group.entries, indent: 8)
            } else if let type = group.type {
                lines += values(of: type, indent: 8)
            }
        }
        return lines + example(entry.example)
    }

    /// The tables and values that an entry takes, to be told with it.
    private func types(
        of entry: ReferenceEntry, in reference: ScriptReference
    ) -> [ReferenceGroup] {
        var seen: Set<String> = []
        let names = (entry.forms.joined().map(\.type) + entry.types).flatMap {
            ScriptReference.names(in: $0)
        }
        return names.filter { seen.insert($0).inserted }
            .compactMap { reference.group(named: $0) }
            .filter { $0.kind == .table || $0.kind == .values }
    }
}

// MARK: Parts of pages

extension ReferenceText {
    private func heading(_ group: ReferenceGroup) -> [[Span]] {
        wrapped([Span(text: group.title, style: .heading), plain("  \(group.doc)")], hanging: 4)
    }

    private func title(_ group: ReferenceGroup) -> [Span] {
        [Span(text: group.title, style: .heading), plain("  ")]
    }

    /// Names on the left, what they are on the right, or below where the width is small.
    private func summary(of entries: [ReferenceEntry]) -> [[Span]] {
        let column = min(28, (entries.map(\.name.count).max() ?? 0) + 2)
        let isNarrow = width < 60
        return entries.flatMap { entry -> [[Span]] in
            let name = Span(text: entry.name, style: .name)
            let gap = max(2, column - entry.name.count)
            if isNarrow {
                return [[plain("    "), name]] + wrapped([plain(entry.doc)], indent: 8)
            }
            let space = String(repeating: " ", count: gap)
            return wrapped(
                [name, plain(space + entry.doc)], indent: 4, hanging: 4 + column)
        }
    }

    private func signatures(of entry: ReferenceEntry) -> [[Span]] {
        guard entry.kind == .field else {
            return entry.signatures.map { [Span(text: $0, style: .name)] }
        }
        let type = entry.types.first?.annotation ?? "any"
        let note = entry.isOptional ? ", optional" : entry.isSettable ? ", may be set" : ""
        return wrapped(
            [
                Span(text: entry.title, style: .name), plain("  "),
                Span(text: type, style: .type), Span(text: note, style: .faint),
            ], hanging: 4)
    }

    /// One thing that has a name and a type.
    private struct Item {
        let name: String
        let type: LuaType
        let note: String
        let doc: String
    }

    private func described(_ parameters: [Parameter]) -> [[Span]] {
        described(
            parameters.map { parameter in
                let value = parameter.defaultValue.map { ", \($0) when left out" }
                let note = value ?? (parameter.isOptional ? ", optional" : "")
                return parameter.type == .variadic
                    ? Item(name: "...", type: .any, note: "", doc: parameter.doc)
                    : Item(
                        name: parameter.name, type: parameter.type, note: note, doc: parameter.doc)
            }, indent: 4)
    }

    private func described(_ fields: [ReferenceEntry], indent: Int) -> [[Span]] {
        described(
            fields.map {
                Item(
                    name: $0.name, type: $0.types.first ?? .any,
                    note: $0.isOptional ? ", optional" : "", doc: $0.doc)
            }, indent: indent)
    }

    /// Names below each other, and what each is beside it.
    private func described(_ items: [Item], indent: Int) -> [[Span]] {
        let column = min(28, (items.map(\.name.count).max() ?? 0) + 2)
        return items.flatMap { item in
            let gap = String(repeating: " ", count: max(2, column - item.name.count))
            let line = wrapped(
                [
                    Span(text: item.name, style: .name), plain(gap),
                    Span(text: item.type.annotation, style: .type),
                    Span(text: item.note, style: .faint),
                    plain(item.doc.isEmpty ? "" : "  \(item.doc)"),
                ], indent: indent, hanging: indent + (width < 60 ? 4 : column))
            let choices = item.type.describedChoices
            return choices.isEmpty ? line : line + values(of: .oneOf(choices), indent: indent + 4)
        }
    }

    private func values(of type: LuaType, indent: Int = 4) -> [[Span]] {
        guard case .oneOf(let choices) = type else {
            return wrapped([Span(text: type.annotation, style: .type)], indent: indent)
        }
        return choices.flatMap { choice in
            wrapped(
                [
                    Span(text: choice.value.debugDescription, style: .name),
                    plain(choice.doc.isEmpty ? "" : "  \(choice.doc)"),
                ], indent: indent, hanging: indent + 4)
        }
    }

    private func protocolLine(_ section: String, indent: Int) -> [[Span]] {
        let text = "protocol: section \(section) of the session directory"
        return wrapped([Span(text: text, style: .faint)], indent: indent)
    }

    /// The code as it is: lines of code are not wrapped.
    private func example(_ code: String?) -> [[Span]] {
        guard let code else { return [] }
        let lines = code.split(separator: "\n", omittingEmptySubsequences: false)
        return [[], [Span(text: "    Example:", style: .faint)]]
            + lines.map { [plain("      \($0)")] }
    }

    private func plain(_ text: String) -> Span { Span(text: text, style: .plain) }
}

// MARK: Lines

extension ReferenceText {
    /// Breaks text at its spaces. A space that begins or ends a piece belongs between the words.
    private func wrapped(_ spans: [Span], indent: Int = 0, hanging: Int? = nil) -> [[Span]] {
        let hanging = String(repeating: " ", count: hanging ?? indent)
        var lines: [[Span]] = []
        var line = [plain(String(repeating: " ", count: indent))]
        var used = indent
        var isEmpty = true
        for (space, word) in words(of: spans) {
            let size = word.reduce(0) { $0 + $1.text.count }
            if !isEmpty, used + space + size > width {
                lines.append(line)
                line = [plain(hanging)]
                used = hanging.count
            } else if space > 0 {
                line.append(plain(String(repeating: " ", count: space)))
                used += space
            }
            line += word
            used += size
            isEmpty = false
        }
        return (lines + [line]).map(Self.joined)
    }

    /// Words, each with the number of spaces before it; pieces that touch are one word.
    private func words(of spans: [Span]) -> [(space: Int, word: [Span])] {
        var words: [(space: Int, word: [Span])] = []
        var space = 0
        var isOpen = false
        for span in spans {
            for part in span.text.split(separator: " ", omittingEmptySubsequences: false)
                .enumerated()
            {
                if part.offset > 0 {
                    space += 1
                    isOpen = false
                }
                guard !part.element.isEmpty else { continue }
                let piece = Span(text: String(part.element), style: span.style)
                if isOpen {
                    words[words.count - 1].word.append(piece)
                } else {
                    words.append((words.isEmpty ? 0 : space, [piece]))
                }
                space = 0
                isOpen = true
            }
        }
        return words
    }

    /// The same line with neighbours of one style in one piece, and without empty ones.
    private static func joined(_ line: [Span]) -> [Span] {
        line.reduce(into: []) { result, span in
            guard !span.text.isEmpty else { return }
            if let last = result.last, last.style == span.style {
                result[result.count - 1] = Span(text: last.text + span.text, style: span.style)
            } else {
                result.append(span)
            }
        }
    }
}

extension LuaType {
    /// The strings that the type lists itself, when it tells what they mean.
    var describedChoices: [LuaChoice] {
        switch self {
        case .oneOf(let choices): choices.contains { !$0.doc.isEmpty } ? choices : []
        case .either(let types): types.flatMap(\.describedChoices)
        default: []
        }
    }
}
