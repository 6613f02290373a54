public import Lua

/// One thing that a script can name, with all that its declaration says of it.
public struct ReferenceEntry: Sendable, Hashable {
    /// How a script uses it.
    public enum Kind: Sendable, Hashable {
        /// A function, called with a point before its name, or with none.
        case function
        /// A method of an object, called with a colon.
        case method
        /// A value that is read; a field of an object, a table or a module, or a global.
        case field
        /// A function that Lua calls.
        case metamethod
    }

    /// How a script uses it.
    public let kind: Kind
    /// What it belongs to, as scripts write it: `muster.json`, `user`; empty for a global.
    public let owner: String
    /// Its own name.
    public let name: String
    /// The forms of a call, at least one; empty for a field.
    public let forms: [[Parameter]]
    /// The results of a call, or what a field holds.
    public let types: [LuaType]
    /// Whether nil is to be expected or a script may leave it out; of fields alone.
    public let isOptional: Bool
    /// Whether a script may set it; of fields alone.
    public let isSettable: Bool
    /// One line that says what it is.
    public let doc: String
    /// The section of the session directory's specification that it follows, if there is one.
    public let section: String?
    /// Lua code that shows it in use, after ``ScriptReference/prelude``.
    public let example: String?

    /// Owner and name as scripts write them: `user:write`, `session.etag`, `os.time`.
    public var title: String { owner.isEmpty ? name : owner + separator + name }

    private var separator: String { kind == .method ? ":" : "." }

    /// The forms of a call as scripts write them, such as `user:write(ref, request?, mode?)`; the
    /// title alone for a field.
    public var signatures: [String] {
        kind == .field
            ? [title]
            : forms.map { form in
                let names = form.map { parameter in
                    if parameter.type == .variadic { return "..." }
                    return parameter.name + (parameter.isOptional ? "?" : "")
                }
                return "\(title)(\(names.joined(separator: ", ")))"
            }
    }

    /// The parameters at position `position`, from 1, one of each form that has one there. A
    /// variadic one stands for all that follow.
    public func parameters(at position: Int) -> [Parameter] {
        forms.compactMap { form in
            if form.indices.contains(position - 1) { return form[position - 1] }
            return form.last.flatMap { $0.type == .variadic ? $0 : nil }
        }
    }
}

extension ReferenceEntry {
    init(_ function: HostFunction, _ kind: Kind, of owner: String) {
        self.init(
            function: function.name, of: owner, function.parameters, kind: kind,
            overloads: function.overloads, returns: function.returns, doc: function.doc,
            section: function.section, example: function.example)
    }

    /// Takes the declaration of a function.
    ///
    /// - Precondition: `returns` is in annotation form.
    init(
        function name: String, of owner: String, _ parameters: [Parameter] = [],
        kind: Kind = .function, overloads: [[Parameter]] = [], returns: String = "", doc: String,
        section: String? = nil, example: String? = nil
    ) {
        guard let types = LuaType.list(annotation: returns) else {
            preconditionFailure("'\(returns)', which \(owner).\(name) gives, are no types")
        }
        self.kind = kind
        self.owner = owner
        self.name = name
        forms = [parameters] + overloads
        self.types = types
        isOptional = false
        isSettable = false
        self.doc = doc
        self.section = section
        self.example = example
    }

    /// Takes the declaration of a field.
    ///
    /// - Precondition: `type` is in annotation form.
    init(
        field name: String, _ type: String, of owner: String, isSettable: Bool = false,
        doc: String, section: String? = nil
    ) {
        guard let type = LuaType(annotation: type) else {
            preconditionFailure("'\(type)', which \(owner).\(name) holds, is no type")
        }
        self.init(field: name, type, of: owner, isSettable: isSettable, doc: doc, section: section)
    }

    init(
        field name: String, _ type: LuaType, of owner: String, isOptional: Bool = false,
        isSettable: Bool = false, doc: String, section: String? = nil
    ) {
        kind = .field
        self.owner = owner
        self.name = name
        forms = []
        types = [type]
        self.isOptional = isOptional
        self.isSettable = isSettable
        self.doc = doc
        self.section = section
        example = nil
    }
}
