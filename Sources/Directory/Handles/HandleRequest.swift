internal import JSON
internal import Sessions

/// A checked body of POST /handles (session-directory 11.2).
struct HandleRequest {
    let reference: SessionReference
    let kind: Kind

    enum Kind {
        case activity
        case invite(invited: Xuid, attributes: JSONObject)
        case search(SearchAttributes)
        case transfer(origin: SessionReference)
    }

    private static let common = ["version", "type", "sessionRef"]

    /// Checks a body.
    ///
    /// - Parameters:
    ///   - unnamed: the name of the session when `sessionRef` has none (11.2).
    ///   - titleID: the title of the token, to which an invite goes that names none.
    init(
        _ body: JSONValue, unnamed: String, titleID: String?, options: DirectoryOptions
    ) throws(Rejection) {
        let fields = HandleFields("", options: options)
        let object = try fields.object(body)
        guard object["version"]?.integerValue == 1 else {
            throw fields.refusal("version", "must be 1")
        }
        guard let type = HandleType(json: object["type"]) else {
            throw fields.refusal(
                "type", "must be 'activity', 'invite', 'search' or 'transfer'", rule: "11.1.3")
        }
        try fields.demandNames(object, Self.common + Self.names(of: type))
        reference = try fields.inner("sessionRef").reference(
            object["sessionRef"], unnamed: unnamed)
        switch type {
        case .activity: kind = .activity
        case .invite:
            kind = .invite(
                invited: try fields.xuid(object["invitedXuid"], "invitedXuid"),
                attributes: try Self.inviteAttributes(
                    object["inviteAttributes"], titleID: titleID, options: options))
        case .search:
            kind = .search(try SearchAttributes(object["searchAttributes"], options: options))
        case .transfer:
            kind = .transfer(
                origin: try fields.inner("originSessionRef").reference(object["originSessionRef"]))
        }
    }

    /// What a type has beside the members of all types.
    private static func names(of type: HandleType) -> [String] {
        switch type {
        case .activity: []
        // A sample shows an invite with an id; it has no effect.
        case .invite: ["invitedXuid", "inviteAttributes", "id"]
        case .search: ["searchAttributes"]
        case .transfer: ["originSessionRef"]
        }
    }

    /// The attributes of an invite as answers show them, with the title that is invited to.
    private static func inviteAttributes(
        _ json: JSONValue?, titleID: String?, options: DirectoryOptions
    ) throws(Rejection) -> JSONObject {
        let fields = HandleFields("/inviteAttributes", options: options)
        var attributes = try fields.object(json ?? [:])
        try fields.demandNames(
            attributes, ["titleId", "context", "contextString", "senderString"])
        for name in ["context", "contextString", "senderString"] {
            _ = try fields.string(attributes[name], name)
        }
        let context = attributes["context"]?.stringValue ?? ""
        guard context.encodedCharacterCount <= options.inviteContextLimit else {
            throw fields.refusal(
                "context", "has more than \(options.inviteContextLimit) characters, URI-encoded",
                rule: "13.1")
        }
        if attributes["titleId"] != nil {
            attributes["titleId"] = .string(
                try fields.xuid(attributes["titleId"], "titleId").description)
        } else if let titleID {
            attributes["titleId"] = .string(titleID)
        }
        return attributes
    }
}

extension String {
    /// The characters of the text once it is URI-encoded (RFC 3986, 2.1 and 2.3).
    fileprivate var encodedCharacterCount: Int {
        utf8.reduce(0) { count, byte in
            switch byte {
            case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"):
                count + 1
            default: count + 3
            }
        }
    }
}
