internal import JSON
internal import Sessions

/// The places of a session document that a request writes (session-directory 5.1).
struct WrittenPlaces {
    /// What the request says of one place.
    struct Place {
        let path: JSONPointer
        /// The value that is asked for; null removes what stands there.
        let value: JSONValue
    }

    /// In the order of the request.
    private(set) var places: [Place] = []

    /// Reads a request.
    ///
    /// - Parameters:
    ///   - body: the request.
    ///   - documents: where the indices of members are looked up: the first that has the member
    ///     counts. A member that none has keeps the key of the request, such as `me`.
    ///   - xuid: whom `me` means.
    init(_ body: JSONObject, in documents: [JSONValue], by xuid: Xuid?) {
        for part in body {
            guard part.name == "members", let members = part.value.objectValue else {
                collect(part.value, at: [part.name])
                continue
            }
            for member in members {
                let meant = Self.xuid(of: member, me: xuid)
                let index = meant.flatMap { xuid in
                    documents.lazy.compactMap { Self.index(of: xuid, in: $0) }.first
                }
                collect(member.value, at: ["members", index ?? member.name])
            }
        }
    }

    /// Whether the request has a say in what stands at a path, or in something inside it.
    func touch(_ path: JSONPointer) -> Bool {
        places.contains {
            path.tokens.starts(with: $0.path.tokens) || $0.path.tokens.starts(with: path.tokens)
        }
    }

    /// Whether the request writes inside what stands at a path, and not all of it.
    func reachInto(_ path: JSONPointer) -> Bool {
        places.contains {
            $0.path.tokens.count > path.tokens.count && $0.path.tokens.starts(with: path.tokens)
        }
    }

    private mutating func collect(_ value: JSONValue, at path: [String]) {
        // Below a system name a value is replaced as a whole (5.2.1).
        let isWhole = path.suffix(3).contains("system") && path.last != "system"
        guard !isWhole, case .object(let object) = value, !object.isEmpty else {
            return places.append(Place(path: JSONPointer(path), value: value))
        }
        for entry in object { collect(entry.value, at: path + [entry.name]) }
    }

    private static func xuid(of member: JSONObject.Member, me: Xuid?) -> String? {
        if member.name == "me" { return me?.description }
        if member.name.hasPrefix("me_") { return String(member.name.dropFirst(3)) }
        guard member.name.hasPrefix("reserve_") else { return nil }
        let xuid = member.value["constants"]?["system"]?["xuid"]
        return xuid?.stringValue ?? xuid?.numberValue?.text
    }

    private static func index(of xuid: String, in document: JSONValue) -> String? {
        document["members"]?.objectValue?.first { member in
            let own = member.value["constants"]?["system"]?["xuid"]
            return own?.stringValue == xuid || own?.numberValue?.text == xuid
        }?.name
    }
}
