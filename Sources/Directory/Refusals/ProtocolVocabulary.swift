package import Sessions

/// The words of the protocol that the engine knows, for whoever counts which of them a run has met.
package enum ProtocolVocabulary {
    /// The states of members, as documents show them (7.1).
    package static let memberStates = MemberState.Status.allCases.map { "\($0)" }

    /// The stages of initialization (8.1.4).
    package static let initializationStages = Initialization.Stage.allCases.map(\.rawValue)

    /// Why a member can fail to initialize, most important first (4.2).
    package static let initializationFailures = InitializationFailure.allCases.map(\.text)

    /// What a subscription can ask for (6.9).
    package static let changeTypes = ChangeTypes.allNames

    /// The methods that a target offers; none when no route has its path (3.1).
    package static func methods(of target: DirectoryTarget) -> [String] {
        Route.methods(target) ?? []
    }

    /// The status codes that the directory answers (2.6).
    package static let statuses = [
        200, 201, 204, 304, 400, 401, 403, 404, 405, 406, 409, 412, 429, 503,
    ]

    /// The rules that answers name as those that decided a refusal, in order.
    ///
    /// A rule without a number of its own goes by that of its section.
    package static let refusalRules = [
        "1.8", "1.14", "1.16",
        "2.1.3", "2.1.7", "2.2", "2.3", "2.4.3", "2.4.4", "2.4.5", "2.6", "2.7",
        "3.2", "3.3", "3.4.3", "3.4.6", "3.5.3", "3.7.6", "3.7.8", "3.8.2",
        "4.5.5",
        "5.1", "5.3.3", "5.3.5", "5.3.6", "5.3.7", "5.3.8", "5.4.3", "5.4.6", "5.4.7", "5.5.1",
        "5.5.3", "5.5.4", "5.5.5", "5.5.7", "5.5.8", "5.6.1", "5.6.2", "5.6.4", "5.7.1", "5.7.2",
        "5.7.4", "5.7.5", "5.7.6",
        "6.1.7", "6.2", "6.3", "6.4", "6.5", "6.6", "6.7", "6.8", "6.9", "6.10", "6.10.3", "6.10.4",
        "6.10.5", "6.10.7",
        "7.5.1",
        "8.2", "8.8.3",
        "9.2", "9.3", "9.4.1", "9.5.1", "9.5.2", "9.5.3", "9.6.1", "9.6.2", "9.6.3",
        "11.1.3", "11.1.4", "11.2", "11.4.2", "11.4.3", "11.5.1", "11.6.1", "11.6.3", "11.6.4",
        "11.6.6", "11.7.2", "11.8.1", "11.8.2", "11.9", "11.9.2", "11.9.3", "11.9.6", "11.10.1",
        "11.10.8",
        "12", "12.1", "12.2", "12.3", "12.7", "12.9", "12.12",
        "13.1", "13.2", "13.3",
        "14.3", "14.4",
        "15", "15.1", "15.2", "15.3", "15.4", "15.5", "15.6", "15.7",
    ]
}
