internal import Lua

/// Everything that a script can see, as one value: what the texts of `muster doc`, the stubs for
/// editors and completion are made from.
///
/// It is a walk over the declarations (``VisibleDeclarations``), and has what they say in their
/// order. What is not declared is not in it.
public struct ScriptReference: Sendable {
    /// The groups: modules, classes, tables, values, Lua's own.
    public let groups: [ReferenceGroup]

    /// The reference of what is declared.
    public static let current = ScriptReference(VisibleDeclarations.self)

    /// The name that scripts require.
    public static let moduleName = "muster"

    /// What stands before every example.
    public static let prelude = """
        local muster = require "muster"
        local service = muster.service()
        local stacy = service:user { xuid = "5500461", gamertag = "stacy" }
        local omar = service:user { xuid = "5500462", gamertag = "omar" }
        local ref = service:reference "quick"
        """

    init(_ declarations: VisibleDeclarations.Type) {
        let visible = declarations.modules + declarations.classes + declarations.testClasses
        var named = NamedTypes()
        for type in declarations.tables { named.add(type) }
        for entry in visible.flatMap(\.entries) + declarations.globals.entries
            + declarations.tests.entries
        {
            for type in entry.forms.joined().map(\.type) + entry.types { named.add(type) }
        }
        groups =
            visible + named.groups.filter { $0.kind == .table }
            + named.groups.filter { $0.kind == .values }
            + [declarations.globals, declarations.tests]
    }

    /// Makes a reference of groups, for tests.
    package init(groups: [ReferenceGroup]) { self.groups = groups }

    /// The group that types call `name`.
    public func group(named name: String) -> ReferenceGroup? {
        groups.first { $0.name == name && $0.kind != .globals }
    }
}

/// Collects the named types that are met inside of others, each once, in the order met.
private struct NamedTypes {
    var groups: [ReferenceGroup] = []

    mutating func add(_ type: LuaType) {
        switch type {
        case .named(let name, let doc, let inner):
            guard !groups.contains(where: { $0.name == name }) else { return }
            groups.append(ReferenceGroup(named: name, doc: doc, inner))
            add(inner)
        case .either(let types): for type in types { add(type) }
        case .list(let type): add(type)
        case .map(let key, let value):
            add(key)
            add(value)
        case .record(let fields): for field in fields { add(field.type) }
        case .callback(let parameters, _): for parameter in parameters { add(parameter.type) }
        default: break
        }
    }
}
