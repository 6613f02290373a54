internal import JSON
internal import Sessions

/// A member and its rendering, shared between versions of a session until the member changes.
final class Member: Sendable {
    let state: MemberState
    /// Where the rendering stands in the list; nil before the member was rendered.
    let place: Place?
    /// The rendering at contract 107; null before the member was rendered.
    let document: JSONValue

    /// What a rendering says about the rest of the session.
    struct Place: Sendable, Equatable {
        /// The index of the next member, or `membersInfo.next`.
        var next: Int
        /// Whether the session's `turn` names this member.
        var isTurn: Bool
    }

    /// Takes a state that is rendered later.
    init(_ state: MemberState) {
        self.state = state
        place = nil
        document = .null
    }

    /// Takes a state and renders it.
    init(_ state: MemberState, at place: Place) {
        self.state = state
        self.place = place
        document = MemberRendering.document(state, at: place)
    }
}

extension Member: Equatable {
    /// Members are equal when their states are; the rendering follows from state and place.
    static func == (left: Member, right: Member) -> Bool {
        left === right || left.state == right.state
    }
}
