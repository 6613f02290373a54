internal import JSON
internal import Sessions

extension Handle {
    /// The handle as answers show it (session-directory 11.3, 11.4.4).
    ///
    /// Every type has `createTime`, which handles-and-activity 1.1 lists among the common fields
    /// because clients read it from each; session-directory 11.3 does not forbid it. No game is
    /// configured, so `gameTypes` is empty where a type has it.
    ///
    /// - Parameter inviteProtocol: the constant of the session; nil when it is unset or the session
    ///   does not exist.
    func document(inviteProtocol: JSONValue?) -> JSONObject {
        var document = JSONObject()
        document.reserveCapacity(12)
        document["id"] = .string(id.description)
        document["type"] = .string(type.rawValue)
        document["version"] = 1
        document["sessionRef"] = reference.document
        switch purpose {
        case .activity(let owner):
            document["titleId"] = .string(owner.titleID)
            document["ownerXuid"] = .string(owner.xuid.description)
        case .invite(let invite):
            document["invitedXuid"] = .string(invite.invited.description)
            if let sender = invite.sender {
                document["senderXuid"] = .string(sender.description)
            }
            document["inviteAttributes"] = .object(invite.attributes)
            document["expiration"] = .string(invite.expiration.description)
        case .search(let attributes):
            document["searchAttributes"] = .object(attributes.document)
        case .transfer(let transfer):
            document["originSessionRef"] = transfer.origin.document
        }
        document["createTime"] = .string(createTime.description)
        switch purpose {
        case .activity, .invite:
            if let inviteProtocol { document["inviteProtocol"] = inviteProtocol }
            document["gameTypes"] = [:]
        case .search, .transfer: break
        }
        return document
    }

    /// The path of the handle (2.5).
    var path: String { DirectoryTarget.handle(id: id.description).httpPath }
}

extension SessionReference {
    /// The reference object (1.3).
    fileprivate var document: JSONValue {
        ["scid": .string(scid), "templateName": .string(templateName), "name": .string(name)]
    }
}
