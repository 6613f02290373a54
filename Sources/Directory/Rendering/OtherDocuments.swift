internal import JSON

/// Renderings of one state at contract versions below the current one, kept for later readers.
struct OtherDocuments: Sendable, Equatable {
    private var documents: [Int: JSONValue] = [:]

    /// The rendering at a contract version; nil when nobody has asked for it.
    subscript(contractVersion: Int) -> JSONValue? {
        get { documents[contractVersion] }
        set { documents[contractVersion] = newValue }
    }

    /// Always equal: what was asked for is no part of the state.
    static func == (left: OtherDocuments, right: OtherDocuments) -> Bool { true }
}
