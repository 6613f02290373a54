internal import JSON

/// How members of a session are initialized: `memberInitialization` with its defaults (6.2).
struct InitializationSettings: Sendable, Equatable {
    /// The longest time of each stage in milliseconds.
    let joinTimeout: Int64
    let measurementTimeout: Int64
    let evaluationTimeout: Int64
    /// Whether the title decides; otherwise the directory does.
    let hasExternalEvaluation: Bool
    /// How many members have to succeed in episode 1.
    let membersNeededToStart: Int

    /// Reads checked constants; nil where nothing switches managed initialization on (8.1.1).
    init?(_ system: JSONObject, defaults: ConstantDefaults) {
        guard let given = system["memberInitialization"]?.objectValue else { return nil }
        joinTimeout = given["joinTimeout"]?.integerValue ?? defaults.joinTimeout
        measurementTimeout =
            given["measurementTimeout"]?.integerValue ?? defaults.measurementTimeout
        evaluationTimeout =
            given["evaluationTimeout"]?.integerValue ?? ConstantDefaults.evaluationTimeout
        hasExternalEvaluation =
            given["externalEvaluation"]?.boolValue ?? defaults.externalEvaluation
        membersNeededToStart = Int(
            given["membersNeededToStart"]?.integerValue ?? defaults.membersNeededToStart)
    }

    /// The longest time of a stage in milliseconds; nil for `failed`, which does not end.
    func timeout(of stage: Initialization.Stage) -> Int64? {
        switch stage {
        case .joining: joinTimeout
        case .measuring: measurementTimeout
        case .evaluating: evaluationTimeout
        case .failed: nil
        }
    }
}
