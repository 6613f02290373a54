public import JSON

/// A session document as it was received, with every member by its type (session-directory 4).
///
/// Reads both the shape of contract 104 and later, and the legacy shape that predates
/// `membersInfo` (3.8.3, 4.6). What the document does not have is nil; ``raw`` keeps it whole.
public struct MultiplayerSession: Sendable, Equatable {
    /// The document as received.
    public let raw: JSONObject
    /// The contract version of the rendering; nil in the legacy shape.
    public let contractVersion: Int?
    /// The scope of change numbers.
    public let branch: GUID?
    /// The number of commits on ``branch``.
    public let changeNumber: Int64?
    /// Names the session for tracing, over restarts; lower case.
    public let correlationID: String?
    /// When the session began.
    public let startTime: Timestamp?
    /// When the next timeout is due; nil when none is in progress.
    public let nextTimer: Timestamp?
    /// The episode of managed initialization that is running or has failed.
    public let initializing: Initializing?
    /// Device tokens of possible hosts, most preferred first; empty when there are none.
    public let hostCandidates: [String]
    /// The settings that were fixed at creation.
    public let constants: PropertyBag
    /// The properties that members may change.
    public let properties: PropertyBag
    /// The members in list order, as `first` and `next` link them; a large session shows at most
    /// the reader's own.
    public let members: [Member]
    /// The counts of members.
    public let membersInfo: MembersInfo
    /// The servers in document order.
    public let servers: [Server]
    /// Role types, as received; nil when the session has none.
    public let roleTypes: JSONObject?
    /// The search handle that points here.
    public let searchHandle: GUID?
    /// `{scid}~{template}~{name}`; only in the legacy shape.
    public let key: String?

    /// A running or failed episode of managed initialization (8.1.4).
    public struct Initializing: Sendable, Equatable {
        /// `joining`, `measuring`, `evaluating` or `failed`.
        public let stage: String
        /// When the stage began.
        public let stageStartTime: Timestamp
        /// The episode, from 1.
        public let episode: Int
    }

    /// Counts of members (4.3).
    public struct MembersInfo: Sendable, Equatable {
        /// The lowest member index; equal to ``next`` when there are no members.
        public let first: Int
        /// The index that the next added member gets.
        public let next: Int
        /// How many members there are, reserved ones included.
        public let count: Int
        /// How many members are not reserved.
        public let accepted: Int
        /// How many members are active.
        public let active: Int
    }

    /// A participant that is no user (6.8).
    public struct Server: Sendable, Equatable {
        /// The server's name.
        public let name: String
        /// The settings that were fixed when the server was added.
        public let constants: PropertyBag
        /// The server's properties.
        public let properties: PropertyBag
    }

    /// The member with an index; nil when there is none.
    public func member(index: Int) -> Member? { members.first { $0.index == index } }

    /// The member that is a user; nil when the user is not in the session.
    public func member(xuid: Xuid) -> Member? { members.first { $0.xuid == xuid } }
}

extension MultiplayerSession {
    /// One user in the session (4.2).
    public struct Member: Sendable, Equatable {
        /// The entry as received.
        public let raw: JSONObject
        /// The member's index; never used again while the session lives.
        public let index: Int
        /// The user; nil when the entry does not tell.
        public let xuid: Xuid?
        /// The settings that were fixed when the user joined.
        public let constants: PropertyBag
        /// The properties that only the member changes.
        public let properties: PropertyBag
        /// The member's roles by role type.
        public let roles: JSONObject
        /// The gamertag of an accepted member whose token had one.
        public let gamertag: String?
        /// Names the member's device.
        public let deviceToken: String?
        /// `open`, `moderate` or `strict`.
        public let nat: String?
        /// Whether the user has not yet written to the session.
        public let isReserved: Bool
        /// Whether the member plays in the session.
        public let isActive: Bool
        /// Whether the member has joined and its title is starting.
        public let isReady: Bool
        /// The title in which the member is active.
        public let activeTitleID: String?
        /// When the user joined, or when the reservation was made.
        public let joinTime: Timestamp?
        /// Whether it is the member's turn.
        public let isTurn: Bool
        /// Why the member failed to initialize.
        public let initializationFailure: String?
        /// The pending or running episode of the member.
        public let initializationEpisode: Int?
        /// The index of the next member; for the last one `membersInfo.next`. Nil in large sessions.
        public let next: Int?
    }
}
