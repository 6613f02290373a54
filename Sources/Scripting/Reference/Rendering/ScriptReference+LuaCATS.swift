internal import Lua

extension ScriptReference {
    /// Definitions for editors: a Lua file that declares the module and its types with the
    /// annotations of lua-language-server, and runs nothing.
    ///
    /// Lua's own functions are left out, since editors know them.
    public var luacats: String {
        var lines = [
            "---@meta \(Self.moduleName)", "",
            "-- What scripts of muster can use, for editors. Made by `muster doc --luacats`.", "",
            "---Stands for null in JSON; muster.null is the one value.",
            "---@class \(Self.annotated("null")): userdata",
        ]
        for group in groups where group.kind != .globals && group.kind != .module {
            lines += [""] + Self.lines(group)
        }
        // The module is returned, so it comes last.
        for group in groups.reversed() where group.kind == .module {
            lines += [""] + Self.lines(group)
        }
        return lines.joined(separator: "\n") + "\n\nreturn \(Self.moduleName)\n"
    }

    /// The name of a class or type, which editors have in one space with all others.
    private static func annotated(_ name: String) -> String {
        name == moduleName ? name : "\(moduleName).\(name)"
    }

    private static func text(_ type: LuaType) -> String { type.annotation(naming: annotated) }

    private static func lines(_ group: ReferenceGroup) -> [String] {
        var lines = comment(group.doc, group.section)
        if group.kind == .values {
            return lines + alias(group.name, group.type ?? .any)
        }
        lines.append("---@class \(annotated(group.name))")
        lines += group.entries(.field).map(field)
        lines += group.entries(.metamethod).compactMap(operation)
        guard group.kind != .table else { return lines }
        lines.append("local \(group.name) = {}")
        for entry in group.entries where entry.kind == .method || entry.kind == .function {
            lines += [""] + function(entry, of: group)
        }
        return lines
    }

    private static func alias(_ name: String, _ type: LuaType) -> [String] {
        guard case .oneOf(let choices) = type else {
            return ["---@alias \(annotated(name)) \(text(type))"]
        }
        return ["---@alias \(annotated(name))"]
            + choices.map { choice in
                "---| \(choice.value.debugDescription)"
                    + (choice.doc.isEmpty ? "" : " # \(choice.doc)")
            }
    }

    private static func field(_ entry: ReferenceEntry) -> String {
        let type = text(entry.types.first ?? .any)
        return "---@field \(entry.name)\(entry.isOptional ? "?" : "") \(type) \(entry.doc)"
    }

    /// The operators that the annotations know; the other metamethods need none.
    private static let operators = [
        "__add", "__sub", "__mul", "__div", "__mod", "__pow", "__unm", "__idiv", "__band", "__bor",
        "__bxor", "__shl", "__shr", "__bnot", "__concat", "__len", "__call",
    ]

    private static func operation(_ entry: ReferenceEntry) -> String? {
        guard operators.contains(entry.name) else { return nil }
        // The object itself is the first operand; for calls and for two operands another follows.
        let operand = entry.forms.first?.dropFirst().first.map { "(\(text($0.type)))" } ?? ""
        let result = entry.types.first.map { ": \(text($0))" } ?? ""
        return "---@operator \(entry.name.dropFirst(2))\(operand)\(result)"
    }

    private static func function(_ entry: ReferenceEntry, of group: ReferenceGroup) -> [String] {
        var lines = comment(entry.doc, entry.section)
        if let example = entry.example {
            let code = example.split(separator: "\n", omittingEmptySubsequences: false)
            lines += ["---", "---```lua"] + code.map { "---\($0)" } + ["---```"]
        }
        for form in entry.forms.dropFirst() {
            lines.append("---@overload \(overload(form, of: entry, in: group))")
        }
        let form = entry.forms.first ?? []
        lines += form.map(parameter)
        lines += entry.types.map { "---@return \($0 == .variadic ? "any ..." : text($0))" }
        let names = form.map { $0.type == .variadic ? "..." : $0.name }.joined(separator: ", ")
        let mark = entry.kind == .method ? ":" : "."
        return lines + ["function \(group.name)\(mark)\(entry.name)(\(names)) end"]
    }

    private static func parameter(_ parameter: Parameter) -> String {
        let doc = parameter.doc.isEmpty ? "" : " \(parameter.doc)"
        if parameter.type == .variadic { return "---@param ... any\(doc)" }
        let mark = parameter.isOptional ? "?" : ""
        return "---@param \(parameter.name)\(mark) \(text(parameter.type))\(doc)"
    }

    private static func overload(
        _ form: [Parameter], of entry: ReferenceEntry, in group: ReferenceGroup
    ) -> String {
        let own = entry.kind == .method ? [Parameter("self", .object(group.name))] : []
        let returns = entry.types.map(\.annotation).joined(separator: ", ")
        return text(.callback(own + form, returns: returns))
    }

    private static func comment(_ doc: String, _ section: String?) -> [String] {
        ["---\(doc)"] + (section.map { ["---", "---Protocol: section \($0)."] } ?? [])
    }
}
