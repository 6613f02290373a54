internal import JSON
internal import Sessions

/// An immutable pointer to a session that says why somebody would go there (session-directory 11.1).
struct Handle: Sendable, Equatable {
    let id: GUID
    /// The session as the request spelled it; answers echo this spelling.
    let reference: SessionReference
    /// The key of ``reference`` (1.4).
    let key: String
    let createTime: Timestamp
    /// Counts the handles of a directory, so that it orders them by creation.
    let ordinal: UInt64
    let purpose: Purpose

    /// What a handle is for, with what only such handles have.
    indirect enum Purpose: Sendable, Equatable {
        case activity(ActivityOwner)
        case invite(Invite)
        case search(SearchAttributes)
        case transfer(Transfer)
    }

    /// Whose activity it is: there is one for each user and title (11.4.1).
    ///
    /// handles-and-activity H11 infers one for each user and service config; the documented unit of
    /// session-directory wins.
    struct ActivityOwner: Sendable, Hashable {
        let xuid: Xuid
        /// The title that set the activity, a decimal string.
        let titleID: String
    }

    struct Invite: Sendable, Equatable {
        /// Who invites; nil for a server.
        let sender: Xuid?
        let invited: Xuid
        /// `inviteAttributes` as answers show it.
        let attributes: JSONObject
        let expiration: Timestamp
    }

    struct Transfer: Sendable, Equatable {
        /// The session whose members may go to the target.
        let origin: SessionReference
        /// Who made the handle; nil for a server.
        let creator: Xuid?
    }

    /// The name of the handle's type.
    var type: HandleType {
        switch purpose {
        case .activity: .activity
        case .invite: .invite
        case .search: .search
        case .transfer: .transfer
        }
    }
}

/// The types of handles; a `correlation` type is named in documents, but no request is known (11.1.3).
enum HandleType: String, Sendable {
    case activity
    case invite
    case search
    case transfer

    /// Reads a name without regard to case, as all enumerations of the protocol.
    init?(json: JSONValue?) {
        guard let name = json?.stringValue?.lowercased() else { return nil }
        self.init(rawValue: name)
    }
}
