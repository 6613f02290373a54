/// Why a member failed to initialize, most important first (session-directory 4.2).
enum InitializationFailure: UInt8, Sendable, Comparable, CaseIterable {
    case timeout
    case latency
    case bandwidthDown
    case bandwidthUp
    case network
    case group
    case episode

    /// The form in documents.
    var text: String {
        switch self {
        case .timeout: "timeout"
        case .latency: "latency"
        case .bandwidthDown: "bandwidthdown"
        case .bandwidthUp: "bandwidthup"
        case .network: "network"
        case .group: "group"
        case .episode: "episode"
        }
    }

    /// Whether the left failure takes precedence: a member shows the smallest that it has.
    static func < (left: InitializationFailure, right: InitializationFailure) -> Bool {
        left.rawValue < right.rawValue
    }
}
