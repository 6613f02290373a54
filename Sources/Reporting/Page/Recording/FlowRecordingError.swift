/// Why a JSON value is no recording.
public enum FlowRecordingError: Error, Hashable, Sendable {
    /// It was written by another version of this program; the number that it has, if it has one.
    case otherVersion(Int64?)
    /// A part is missing or of another type: its name, and the index of the event or session that it
    /// belongs to.
    case malformed(part: String, index: Int?)
}

extension FlowRecordingError: CustomStringConvertible {
    /// What is wrong, as a fragment that fits after "could not read the recording: ".
    public var description: String {
        switch self {
        case .otherVersion(let version):
            "it has the version \(version.map(String.init) ?? "of no program"), not "
                + "\(FlowRecording.version)"
        case .malformed(let part, let index):
            "'\(part)'\(index.map { " of entry \($0)" } ?? "") is missing or malformed"
        }
    }
}
