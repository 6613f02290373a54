/// What went wrong between the editor and the system.
public enum LineEditorError: Error, Equatable {
    /// A call on a file or a terminal failed.
    case system(call: String, code: Int32)
    /// The terminal was closed at its other end.
    case closed
}
