public import Lua

/// What belongs together in the reference: a module, a class, or a type with a name.
public struct ReferenceGroup: Sendable, Hashable {
    /// What the group is.
    public enum Kind: Sendable, Hashable {
        /// A table of functions and values.
        case module
        /// The objects of one class.
        case objects
        /// A table with named fields that scripts write or get.
        case table
        /// A type that has a name and no fields.
        case values
        /// Lua's own functions and variables, as far as they are different here.
        case globals
    }

    /// What the group is.
    public let kind: Kind
    /// Its name, which types use too.
    public let name: String
    /// One line that says what it is.
    public let doc: String
    /// The section of the session directory's specification that it follows, if there is one.
    public let section: String?
    /// Lua code that shows it in use, after ``ScriptReference/prelude``.
    public let example: String?
    /// What it has, in the order declared.
    public let entries: [ReferenceEntry]
    /// What a value of it is; of the kinds `table` and `values` alone.
    public let type: LuaType?

    /// How scripts write it: `muster.json` for the module `json`.
    public var title: String { name == "json" ? "muster.json" : name }

    /// The entries of one kind.
    public func entries(_ kind: ReferenceEntry.Kind) -> [ReferenceEntry] {
        entries.filter { $0.kind == kind }
    }
}

extension ReferenceGroup {
    init(
        _ kind: Kind, _ name: String, doc: String, section: String? = nil, example: String? = nil,
        entries: [ReferenceEntry] = [], type: LuaType? = nil
    ) {
        self.kind = kind
        self.name = name
        self.doc = doc
        self.section = section
        self.example = example
        self.entries = entries
        self.type = type
    }

    /// The group of a class: methods, fields, what the class itself offers, metamethods.
    init<Object>(_ type: LuaClass<Object>, moreFields: [Parameter] = []) {
        let name = type.name
        self.init(
            .objects, name, doc: type.doc, section: type.section, example: type.example,
            entries: type.methods.map { ReferenceEntry($0, .method, of: name) }
                + type.fields.map {
                    ReferenceEntry(
                        field: $0.name, $0.type, of: name, isSettable: $0.isSettable, doc: $0.doc,
                        section: $0.section)
                } + moreFields.map { ReferenceEntry($0, of: name) }
                + type.statics.map { ReferenceEntry($0, .function, of: name) }
                + type.metamethods.map { ReferenceEntry($0, .metamethod, of: name) })
    }

    /// The group of a named type.
    init(named name: String, doc: String, _ type: LuaType) {
        guard case .record(let fields) = type else {
            self.init(.values, name, doc: doc, type: type)
            return
        }
        self.init(
            .table, name, doc: doc, entries: fields.map { ReferenceEntry($0, of: name) },
            type: type)
    }
}

extension ReferenceEntry {
    fileprivate init(_ field: Parameter, of owner: String) {
        self.init(
            field: field.name, field.type, of: owner, isOptional: field.isOptional, doc: field.doc)
    }
}
