internal import JSON
internal import Lua

/// One name of an object of the protocol with its type: the schema that the typed steps are made from.
struct SystemName: Sendable, Hashable {
    let name: String
    let kind: Kind
    let doc: String

    init(_ name: String, _ kind: Kind, _ doc: String) {
        self.name = name
        self.kind = kind
        self.doc = doc
    }

    /// What scripts may give: a value, or null, which removes the name.
    var type: LuaType { kind.nullableType }

    /// The field that a table of these names has.
    var field: Parameter { .optional(name, type, doc: doc) }

    /// The step that sets this name.
    func step(under path: [String], section: String) -> RequestSteps.Step {
        RequestSteps.step(name, [Parameter("value", type)], doc: doc, section: section) {
            [self] draft, call in
            try draft.set(path + [name], try call.json(1, as: kind))
        }
    }
}
