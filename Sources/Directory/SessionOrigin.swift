internal import JSON
internal import Sessions

/// What a session is from its creation on, shared by all its versions.
final class SessionOrigin: Sendable {
    /// The names as spelled at creation (1.9).
    let reference: SessionReference
    let constants: SessionConstants
    let branch: GUID
    let correlationID: GUID
    let startTime: Timestamp
    /// The canonical path (1.2).
    let path: String
    /// The rendering of all that.
    let document: SessionRendering.Fixed

    /// Takes what a creation decides.
    init(
        _ reference: SessionReference, constants: SessionConstants, branch: GUID,
        correlationID: GUID, startTime: Timestamp
    ) {
        self.reference = reference
        self.constants = constants
        self.branch = branch
        self.correlationID = correlationID
        self.startTime = startTime
        path = DirectoryTarget.session(reference).httpPath
        document = SessionRendering.Fixed(
            branch: .string(branch.description),
            correlationID: .string(correlationID.description),
            startTime: .string(startTime.description),
            reference: [
                "scid": .string(reference.scid), "templateName": .string(reference.templateName),
                "name": .string(reference.name),
            ])
    }
}

extension SessionOrigin: Equatable {
    /// The path and the rendering follow from the rest.
    static func == (left: SessionOrigin, right: SessionOrigin) -> Bool {
        left === right
            || left.reference == right.reference && left.constants == right.constants
                && left.branch == right.branch && left.correlationID == right.correlationID
                && left.startTime == right.startTime
    }
}
