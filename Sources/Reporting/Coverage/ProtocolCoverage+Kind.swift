internal import Directory
internal import Scripting

extension ProtocolCoverage {
    /// What of the protocol is counted, each with all that could be exercised.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The URIs, each with a method.
        case routes
        /// How requests to each route end, but for refusals that any route can give.
        case answers
        /// Status codes.
        case statuses
        /// Fields in the bodies of requests that the directory took.
        case written
        /// Fields of sessions in answers.
        case seen
        /// The states of members.
        case members
        /// The stages of initialization.
        case stages
        /// Why members failed to initialize.
        case failures
        /// What had changed when shoulder taps arrived.
        case taps
        /// The rules that decided refusals.
        case rules

        /// All that could be exercised, in the order of the specification.
        public var universe: [String] { Self.universes[self] ?? [] }

        /// The same, to look things up in.
        var items: Set<String> { Self.sets[self] ?? [] }

        private static let universes = [Kind: [String]](
            uniqueKeysWithValues: allCases.map { ($0, $0.listed) })
        private static let sets = universes.mapValues { Set($0) }

        private var listed: [String] {
            switch self {
            case .routes: Self.methods.map { "\($0.method) \($0.route.pattern)" }
            case .answers:
                Self.methods.flatMap { route, method in
                    route.outcomes(of: method).map { "\(method) \(route.pattern) \($0)" }
                }
            case .statuses: ProtocolVocabulary.statuses.map { "\($0)" }
            case .written: ProtocolFields.requests.paths
            case .seen: ProtocolFields.sessions.paths
            case .members: ProtocolVocabulary.memberStates + ["removed"]
            case .stages: ProtocolVocabulary.initializationStages
            case .failures: ProtocolVocabulary.initializationFailures
            case .taps: ProtocolVocabulary.changeTypes
            case .rules: ProtocolVocabulary.refusalRules
            }
        }

        private static var methods: [(route: DirectoryRoute, method: String)] {
            DirectoryRoute.allCases.flatMap { route in route.methods.map { (route, $0) } }
        }
    }
}
