package import JSON
internal import Lua
internal import Sessions

/// How scripts name users where a request wants xuids: the users themselves, or xuids as text.
enum NamedUsers {
    /// One user.
    static let one = LuaType.either([.object("user"), .string])
    /// One user, or a list of them.
    static let several = LuaType.either([.object("user"), .string, .list(one)])
}

extension UserObject: JSONRepresentableObject {
    /// The xuid, so that a table may hold a user where a document wants one; null for a server.
    package var json: JSONValue { caller.user.map { .string($0.xuid.description) } ?? .null }
}

extension SessionReferenceObject: JSONRepresentableObject {
    /// The reference object (session-directory 1.3).
    package var json: JSONValue {
        [
            "scid": .string(reference.scid), "templateName": .string(reference.templateName),
            "name": .string(reference.name),
        ]
    }
}

extension LuaCall {
    /// Parameter `position`, which was found to be ``NamedUsers/one``, as a xuid.
    func xuid(_ position: Int) throws(LuaFault) -> String {
        guard let text = try json(position).stringValue else { throw withoutXuid(position) }
        return text
    }

    /// Parameter `position`, which was found to be ``NamedUsers/several``, as xuids.
    func xuids(_ position: Int) throws(LuaFault) -> [String] {
        let value = try json(position)
        if let text = value.stringValue { return [text] }
        // A table without elements reads as an object.
        guard let elements = value.arrayValue ?? (value.objectValue.map { _ in [] }) else {
            throw withoutXuid(position)
        }
        let texts = elements.compactMap(\.stringValue)
        guard texts.count == elements.count else { throw withoutXuid(position) }
        return texts
    }

    private func withoutXuid(_ position: Int) -> LuaFault {
        LuaFault(argument: position, "a user expected, got a server, which has no xuid")
    }
}

extension LuaStack {
    /// Pushes objects as a list. Stack: -0 +1
    func push<Object>(list objects: [Object], as type: LuaClass<Object>) {
        pushTable(elements: objects.count)
        for (position, object) in objects.enumerated() {
            push(object, as: type)
            setElement(position + 1, of: -2)
        }
    }
}
