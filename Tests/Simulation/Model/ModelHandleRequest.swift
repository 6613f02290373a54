import JSON
import Sessions

/// The body of `POST /handles` (11.2).
struct ModelHandleRequest {
    var kind: ModelHandle.Kind
    var reference: Reference
    var origin: Reference?
    var invited: UInt64?
    var attributes: Fields = [:]

    /// A session; the name may be left to the service.
    struct Reference {
        var scid: String
        var templateName: String
        var name: String?

        init(_ value: JSONValue?, needsName: Bool) throws(Refusal) {
            guard let parts = value?.fields, let scid = parts["scid"]?.stringValue,
                let templateName = parts["templateName"]?.stringValue,
                Set(parts.keys).isSubset(of: ["scid", "templateName", "name"])
            else { throw .invalid() }
            (self.scid, self.templateName) = (scid, templateName)
            if let name = parts["name"] {
                guard let text = name.stringValue else { throw .invalid() }
                self.name = text
            } else if needsName {
                throw .invalid()
            }
        }
    }

    init(_ body: DirectoryRequest.Body, title: String?) throws(Refusal) {
        guard case .json(let body) = body, let parts = body.fields, parts["version"] == 1,
            let kind = (parts["type"]?.stringValue).flatMap({ ModelHandle.Kind(rawValue: $0) })
        else { throw .invalid() }
        self.kind = kind
        let own: Set<String>
        switch kind {
        case .activity: own = []
        case .invite: own = ["id", "invitedXuid", "inviteAttributes"]
        case .search: own = ["searchAttributes"]
        case .transfer: own = ["originSessionRef"]
        }
        guard Set(parts.keys).isSubset(of: own.union(["version", "type", "sessionRef"])) else {
            throw .invalid()
        }
        reference = try Reference(parts["sessionRef"], needsName: false)
        switch kind {
        case .activity: break
        case .invite:
            guard let invited = ModelWrite.xuid(parts["invitedXuid"]) else { throw .invalid() }
            self.invited = invited
            attributes = try Self.inviteAttributes(parts["inviteAttributes"], title)
        case .search: attributes = try Self.searchAttributes(parts["searchAttributes"])
        case .transfer: origin = try Reference(parts["originSessionRef"], needsName: true)
        }
    }

    private static func inviteAttributes(
        _ value: JSONValue?, _ title: String?
    ) throws(Refusal) -> Fields {
        guard var parts = (value ?? [:]).fields else { throw .invalid() }
        for (name, value) in parts {
            switch name {
            case "titleId":
                // Numbers are accepted, and answered as text (11.2).
                guard let number = ModelWrite.xuid(value) else { throw .invalid() }
                if value.stringValue == nil { parts[name] = .string(String(number)) }
            case "context":
                guard let text = value.stringValue, encodedCount(text) <= 256 else {
                    throw .invalid()
                }
            case "contextString", "senderString":
                guard value.stringValue != nil else { throw .invalid() }
            default: throw .invalid()
            }
        }
        if parts["titleId"] == nil { parts["titleId"] = title.map { .string($0) } }
        return parts
    }

    /// How many characters a text has in a URI (RFC 3986, 2.3).
    private static func encodedCount(_ text: String) -> Int {
        text.utf8.reduce(0) { count, byte in
            switch byte {
            case 65...90, 97...122, 48...57, 45, 46, 95, 126: count + 1
            default: count + 3
            }
        }
    }

    private static func searchAttributes(_ value: JSONValue?) throws(Refusal) -> Fields {
        guard let parts = (value ?? [:]).fields else { throw .invalid() }
        for (name, value) in parts {
            switch name {
            case "tags":
                guard let tags = value.arrayValue,
                    tags.allSatisfy({ $0.stringValue.map(isTag) ?? false })
                else { throw .invalid() }
            case "strings":
                guard let strings = value.fields, areNames(strings),
                    strings.values.allSatisfy({ ($0.stringValue?.count).map { $0 < 100 } ?? false })
                else { throw .invalid() }
            case "numbers":
                guard let numbers = value.fields, areNames(numbers),
                    numbers.values.allSatisfy({ $0.numberValue != nil })
                else { throw .invalid() }
            default: throw .invalid()
            }
        }
        return parts
    }

    /// Legal names, of which no two are the same without case (11.6.3).
    private static func areNames(_ fields: Fields) -> Bool {
        fields.keys.allSatisfy(isTag)
            && Set(fields.keys.map { $0.lowercased() }).count == fields.count
    }

    /// A letter, then letters and digits, fewer than 100 (11.6.3).
    private static func isTag(_ text: String) -> Bool {
        let isLetter = { (byte: UInt8) in (65...90).contains(byte) || (97...122).contains(byte) }
        guard let first = text.utf8.first, isLetter(first), text.utf8.count < 100 else {
            return false
        }
        return text.utf8.allSatisfy { isLetter($0) || (48...57).contains($0) }
    }
}
