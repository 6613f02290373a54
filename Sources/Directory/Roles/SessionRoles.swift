internal import JSON

/// The role types of a session and their rendering, shared by its versions until either changes.
final class SessionRoles: Sendable {
    let types: RoleTypes
    /// Each role with the members that have it (15.8).
    let document: JSONValue

    init(_ types: RoleTypes, _ members: MemberList) {
        self.types = types
        document = types.document(members)
    }
}

extension SessionRoles: Equatable {
    /// Equal when the types are; the rendering follows from them and the members.
    static func == (left: SessionRoles, right: SessionRoles) -> Bool {
        left === right || left.types == right.types
    }
}
