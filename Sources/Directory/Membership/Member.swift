internal import JSON
internal import Sessions

/// A member and its rendering, shared between versions of a session until the member changes.
final class Member: Sendable {
    let state: MemberState
    /// What every request asks of every member, beside the state so that it is read in one step.
    let index: Int
    let xuid: Xuid
    let status: MemberState.Status
    /// When the next transition is due; nil when nothing is pending (7.2).
    let due: Timestamp?
    /// Whether the rendering below contract 107 differs from ``document`` (2.2).
    let hasInitializationGroup: Bool
    /// Whether taps can reach the member (3.7.5).
    let isListening: Bool
    /// Where the rendering stands in the list; nil before the member was rendered.
    let place: Place?
    /// The rendering at contract 107; null before the member was rendered.
    let document: JSONValue

    /// What a rendering says about the rest of the session.
    struct Place: Sendable, Equatable {
        /// The index of the next member, or `membersInfo.next`; nil in large sessions (4.2).
        var next: Int?
        /// Whether the session's `turn` names this member.
        var isTurn: Bool
    }

    /// Takes a state that is rendered later.
    init(_ state: MemberState, in constants: SessionConstants) {
        self.state = state
        index = state.index
        xuid = state.xuid
        status = state.status
        due = state.due(constants)
        hasInitializationGroup = state.system["initializationGroup"] != nil
        isListening = state.status == .active && state.connection.isListening
        place = nil
        document = .null
    }

    /// Renders a member at a place.
    init(_ member: Member, at place: Place) {
        state = member.state
        index = member.index
        xuid = member.xuid
        status = member.status
        due = member.due
        hasInitializationGroup = member.hasInitializationGroup
        isListening = member.isListening
        self.place = place
        document = MemberRendering.document(member.state, at: place)
    }
}

extension Member: Equatable {
    /// Members are equal when their states are; the rendering follows from state and place.
    static func == (left: Member, right: Member) -> Bool {
        left === right || left.state == right.state
    }
}
