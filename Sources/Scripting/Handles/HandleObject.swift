package import JSON
internal import Lua
internal import Sessions

/// A handle as one answer showed it, or its id alone; it never changes (session-directory 11.1).
package final class HandleObject: JSONRepresentableObject {
    package let id: String
    package let document: JSONObject
    /// Who uses it.
    let user: UserObject

    /// A handle of which nothing is known but its id.
    init(id: String, _ user: UserObject) {
        self.id = id
        self.user = user
        document = ["id": .string(id)]
    }

    /// The same handle in the hands of somebody else.
    init(_ handle: HandleObject, _ user: UserObject) {
        id = handle.id
        document = handle.document
        self.user = user
    }

    /// Takes a document that a service sent.
    ///
    /// - Throws: ``MalformedAnswer`` when it is no object with an id.
    init(_ json: JSONValue?, _ user: UserObject) throws(MalformedAnswer) {
        guard let document = json?.objectValue, let id = document["id"]?.stringValue else {
            throw MalformedAnswer(
                problem: DocumentError(
                    path: "", problem: .wrongType(expected: "a handle with an id"), rule: "11.3"),
                of: "handle")
        }
        self.id = id
        self.document = document
        self.user = user
    }

    package var json: JSONValue { .object(document) }

    /// The session that a member of the document names.
    func reference(_ name: String) -> SessionReference? {
        SessionReference(json: document[name])
    }

    /// The handle in a few words.
    package var text: String {
        let type = document["type"]?.stringValue.map { "\($0) " } ?? ""
        let target = reference("sessionRef").map { " to \($0.shortText)" } ?? ""
        return "\(type)handle \(id)\(target)"
    }
}

extension SessionReference {
    /// Reads a reference object; nil when it is none (session-directory 1.3).
    init?(json: JSONValue?) {
        guard let scid = json?["scid"]?.stringValue,
            let templateName = json?["templateName"]?.stringValue,
            let name = json?["name"]?.stringValue
        else { return nil }
        self.init(scid: scid, templateName: templateName, name: name)
    }

    /// The reference object.
    var document: JSONValue { SessionReferenceObject(self).json }
}

let handleClass = LuaClass<HandleObject>(
    "handle",
    doc:
        "A pointer to a session: somebody's activity, an invite, a search or a transfer.",
    section: "11.1",
    example: """
        local lobby = stacy:create(ref, muster.request():join { active = true })
        local invite = stacy:invite(lobby, omar)
        local seat = omar:handle(invite):join()
        assert(seat.me.active)
        """,
    methods: HandleMethods.all, fields: HandleFieldList.all,
    metamethods: [
        HostFunction("__tostring", returns: "string", doc: "Type, id and session.") { call in
            call.push(try call.object(1, of: handleClass).text)
        },
        HostFunction("__eq", returns: "boolean", doc: "Whether both have one id.") { call in
            let left = call.optionalObject(1, of: handleClass)?.id.lowercased()
            let right = call.optionalObject(2, of: handleClass)?.id.lowercased()
            call.push(left == right)
        },
    ])
