internal import Lua
internal import TestRunner

/// The names of a test's cases: `{}` stands for the case, `{field}` for a field of it, `{1}` for an
/// element. What is no table has no fields, and what is not there stays as it is written.
struct CaseName {
    let template: String
    let stack: LuaStack

    /// The name of one case.
    func name(of element: LuaValue) -> String {
        var name = ""
        var rest = template[...]
        while let start = rest.firstIndex(of: "{") {
            guard let end = rest[start...].firstIndex(of: "}") else { break }
            let field = rest[rest.index(after: start)..<end]
            name += rest[..<start]
            name += text(of: String(field), in: element) ?? String(rest[start...end])
            rest = rest[rest.index(after: end)...]
        }
        return name + rest
    }

    private func text(of field: String, in element: LuaValue) -> String? {
        guard stack.reserve(12) else { return nil }
        let bottom = stack.count
        defer { stack.pop(stack.count - bottom) }
        stack.push(element)
        if !field.isEmpty {
            guard stack.kind(at: -1) == .table else { return nil }
            if let position = Int(field) {
                stack.pushElement(position, of: -1)
            } else {
                stack.pushField(field, of: -1)
            }
            guard !stack.isNilOrNone(at: -1) else { return nil }
        }
        // A table's address would be another in every run.
        switch stack.kind(at: -1) {
        case .string, .number, .boolean, .userdata: break
        default: return nil
        }
        return (try? stack.text(at: -1)).map { String(showing: $0) }
    }
}
