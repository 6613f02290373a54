import JSON
import Sessions

/// One handle of the model (section 11).
struct ModelHandle: Equatable {
    enum Kind: String { case activity, invite, search, transfer }

    var id: String
    var kind: Kind
    /// As it was posted.
    var reference: SessionReference
    /// Who made it; nil for a server.
    var maker: UInt64?
    var title: String?
    var created: Timestamp
    /// Counts the handles in the order in which they were made.
    var number: Int
    var invited: UInt64?
    var origin: SessionReference?
    /// What the request says of an invite or for a search.
    var attributes: Fields = [:]
    /// Whether an active member stands behind an activity (11.4.2).
    var isBound = false

    /// When it ends by itself: an invite after an hour, an activity that dangles after a day.
    var expiration: Timestamp? {
        switch kind {
        case .invite: created.adding(milliseconds: 3_600_000)
        case .activity where !isBound: created.adding(milliseconds: 86_400_000)
        case .activity, .search, .transfer: nil
        }
    }

    /// The handle as JSON (11.3, 11.4.4); `session` is what it points to, when that exists.
    func document(_ session: ModelSession?) -> Fields {
        var fields: Fields = [
            "id": .string(id), "type": .string(kind.rawValue), "version": 1,
            "sessionRef": reference.document, "createTime": .string(created.description),
        ]
        switch kind {
        case .activity:
            fields["ownerXuid"] = maker.map { .string(String($0)) }
            fields["titleId"] = title.map { .string($0) }
        case .invite:
            fields["senderXuid"] = maker.map { .string(String($0)) }
            fields["invitedXuid"] = invited.map { .string(String($0)) }
            fields["inviteAttributes"] = JSONValue(attributes)
            fields["expiration"] = expiration.map { .string($0.description) }
        case .search: fields["searchAttributes"] = JSONValue(attributes)
        case .transfer: fields["originSessionRef"] = origin?.document
        }
        if kind == .activity || kind == .invite {
            fields["gameTypes"] = [:]
            fields["inviteProtocol"] = session?.constants["inviteProtocol"]
        }
        return fields
    }
}

extension SessionReference {
    fileprivate var document: JSONValue {
        ["scid": .string(scid), "templateName": .string(templateName), "name": .string(name)]
    }
}
