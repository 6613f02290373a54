internal import Lua

extension ScriptReference {
    /// The reference as a page in Markdown.
    public var markdown: String {
        var lines = [
            "# Scripting reference", "",
            "What a script can use: the module `\(Self.moduleName)`, the objects that it gives, the",
            "tables that they take and give. The page is made from the declarations by",
            "`muster doc --markdown`. Sections are those of the session directory's specification;",
            "`T?` is a `T` or nil, `T[]` a list of `T`.", "", "The examples begin with:", "",
            "```lua", Self.prelude, "```", "",
        ]
        for group in groups {
            lines.append("- [\(group.title)](#\(Self.anchor(group.title))): \(group.doc)")
        }
        for group in groups { lines += Self.lines(group) }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func lines(_ group: ReferenceGroup) -> [String] {
        var lines = ["", "## \(group.title)", "", group.doc + place(group.section)]
        lines += code(group.example)
        switch group.kind {
        case .table:
            lines += table(of: group.entries, "Field")
        case .values:
            if let type = group.type { lines += [""] + values(of: type) }
        case .module, .objects, .globals:
            let fields = group.entries(.field)
            if !fields.isEmpty { lines += table(of: fields, "Field") }
            for entry in group.entries where entry.kind == .method || entry.kind == .function {
                lines += self.lines(entry)
            }
            let metamethods = group.entries(.metamethod)
            if !metamethods.isEmpty { lines += table(of: metamethods, "Metamethod") }
        }
        return lines
    }

    private static func lines(_ entry: ReferenceEntry) -> [String] {
        var lines = ["", "### \(entry.title)", "", "```lua"]
        let types = entry.types.map(\.annotation).joined(separator: ", ")
        lines += entry.signatures.map { $0 + (types.isEmpty ? "" : " -- \(types)") }
        lines += ["```", "", entry.doc + place(entry.section)]
        var seen: Set<String> = []
        let parameters = entry.forms.joined().filter { seen.insert($0.name).inserted }
        if !parameters.isEmpty {
            lines += ["", "| Parameter | Type | Is |", "| --- | --- | --- |"]
            lines += parameters.map(row)
        }
        return lines + code(entry.example)
    }

    private static func row(_ parameter: Parameter) -> String {
        let isVariadic = parameter.type == .variadic
        let type = isVariadic ? "any" : parameter.type.annotation
        let value = parameter.defaultValue.map { "`\($0)` when left out. " }
        let note = value ?? (parameter.isOptional ? "Optional. " : "")
        return cells(
            "`\(isVariadic ? "..." : parameter.name)`", "`\(type)`",
            ([note + parameter.doc] + parameter.type.describedChoices.map(item))
                .filter { !$0.isEmpty }.joined(separator: " "))
    }

    private static func table(of entries: [ReferenceEntry], _ title: String) -> [String] {
        let rows = entries.map { entry in
            let types = entry.types.map(\.annotation).joined(separator: ", ")
            let note = entry.isOptional ? "Optional. " : entry.isSettable ? "May be set. " : ""
            return cells(
                "`\(entry.name)`", types.isEmpty ? "" : "`\(types)`",
                note + entry.doc + place(entry.section))
        }
        return ["", "| \(title) | Type | Is |", "| --- | --- | --- |"] + rows
    }

    private static func values(of type: LuaType) -> [String] {
        guard case .oneOf(let choices) = type else { return ["`\(type.annotation)`"] }
        return choices.map { "- " + item($0) }
    }

    private static func item(_ choice: LuaChoice) -> String {
        "`\(choice.value.debugDescription)`" + (choice.doc.isEmpty ? "" : ": \(choice.doc)")
    }

    private static func code(_ example: String?) -> [String] {
        example.map { ["", "```lua", $0, "```"] } ?? []
    }

    private static func place(_ section: String?) -> String {
        section.map { " (Section \($0).)" } ?? ""
    }

    /// A row of a table, in which a bar would end a cell.
    private static func cells(_ cells: String...) -> String {
        let texts = cells.map { cell in
            let words = cell.split(separator: " ").joined(separator: " ")
            return words.split(separator: "|", omittingEmptySubsequences: false)
                .joined(separator: "\\|")
        }
        return "| " + texts.joined(separator: " | ") + " |"
    }

    /// What a heading is linked by: its letters, digits and underscores.
    private static func anchor(_ title: String) -> String {
        title.filter { $0.isLetter || $0.isNumber || $0 == "_" }
    }
}
