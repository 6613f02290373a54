internal import JSON
internal import Sessions

/// A member, shared between versions of a session until it changes.
final class Member: Sendable {
    let state: MemberState
    /// What every request asks of every member, beside the state so that it is read in one step.
    let index: Int
    let xuid: Xuid
    let status: MemberState.Status
    /// When the next transition is due; nil when nothing is pending (7.2).
    let due: Timestamp?
    /// Whether the rendering below contract 107 differs from the current one (2.2).
    let hasInitializationGroup: Bool
    /// Whether taps can reach the member (3.7.5).
    let isListening: Bool
    /// The parts of the rendering that change seldom.
    let fixed: MemberRendering.Fixed

    /// Takes a state, which follows that of `earlier` where there was one.
    init(_ state: MemberState, in constants: SessionConstants, replacing earlier: Member? = nil) {
        self.state = state
        index = state.index
        xuid = state.xuid
        status = state.status
        due = state.due(constants)
        hasInitializationGroup = state.system["initializationGroup"] != nil
        isListening = state.status == .active && state.connection.isListening
        fixed = MemberRendering.Fixed(state, replacing: earlier)
    }
}

extension Member: Equatable {
    /// Members are equal when their states are; the rest follows from them.
    static func == (left: Member, right: Member) -> Bool {
        left === right || left.state == right.state
    }
}
