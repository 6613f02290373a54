package import JSON
internal import Lua
package import Sessions

/// One item of the answer to a session query (session-directory 12.6).
package final class ListingObject: JSONRepresentableObject {
    package let document: JSONObject
    package let reference: SessionReference
    /// Who asked.
    let user: UserObject

    /// - Throws: ``MalformedAnswer`` when the item names no session.
    init(_ json: JSONValue, _ user: UserObject) throws(MalformedAnswer) {
        guard let document = json.objectValue,
            let reference = SessionReference(json: document["sessionRef"])
        else {
            throw MalformedAnswer(
                problem: DocumentError(
                    path: "/sessionRef", problem: .wrongType(expected: "a reference object"),
                    rule: "12.6"),
                of: "list of sessions")
        }
        self.document = document
        self.reference = reference
        self.user = user
    }

    package var json: JSONValue { .object(document) }

    /// The item in one line.
    package var text: String {
        let shown = document["visibility"]?.stringValue ?? "?"
        let count = document["accepted"]?.integerValue.map { ", \($0) accepted" } ?? ""
        var who = ""
        if let xuid = document["xuid"]?.stringValue, let status = document["status"]?.stringValue {
            who = ": \(xuid) is \(status)"
        }
        return "listing \(reference.shortText) \(shown)\(count)\(who)"
    }
}

let listingClass = LuaClass<ListingObject>(
    "listing", doc: "A session as a query lists it.", section: "12.6",
    methods: [
        .init("get", returns: "session?", doc: "Reads the session itself.", section: "3.2") {
            listing, call in
            try listing.user.read(listing.reference, in: &call)
        }
    ],
    fields: [
        entry("xuid", "string?", "The user by whom it was found."),
        entry("startTime", "string", "When the session began."),
        entry("sessionRef", "table<string, string>", "The session's names."),
        entry("accepted", "integer?", "About how many members are no held seats."),
        entry(
            "status", "\"active\"|\"reserved\"|\"inactive\"|nil",
            "The state of the user by whom it was found."),
        entry(
            "visibility", "\"open\"|\"full\"|\"visible\"|\"private\"",
            "Who may see and join it; full without a free place."),
        entry("joinRestriction", "string?", "Who may join, when that is not everybody."),
        entry("myTurn", "boolean?", "True when it is the turn of the user by whom it was found."),
        entry("keywords", "string[]?", "The session's keywords, if it has some."),
        .init("reference", "reference", doc: "The name of the session.") { listing, call in
            call.push(SessionReferenceObject(listing.reference), as: referenceClass)
        },
        .init("user", "user", doc: "Who asked.") { listing, call in
            call.push(listing.user, as: userClass)
        },
        .init("raw", "table", doc: "The whole item as it was sent.") { listing, call in
            try call.push { stack in
                try stack.push(json: listing.json)
                return 1
            }
        },
    ],
    metamethods: [
        HostFunction("__tostring", returns: "string", doc: "The item in one line.") { call in
            call.push(try call.object(1, of: listingClass).text)
        }
    ])

private func entry(
    _ name: String, _ type: String, _ doc: String
) -> LuaClass<ListingObject>.Field {
    .init(name, type, doc: doc) { listing, call in
        try call.push { stack in
            if let value = listing.document[name] {
                try stack.push(json: value)
            } else {
                stack.pushNil()
            }
            return 1
        }
    }
}
