internal import Scripting

/// What happened while a statement ran.
struct Happened {
    /// Whether the directory or the clock may be in another state.
    private(set) var acted = false
    /// How many requests were sent.
    private(set) var requests = 0
    private var steps: [Chronicle.Step] = []

    mutating func note(_ event: ScriptEvent) {
        switch event {
        case .sent:
            requests += 1
            acted = true
        case .clockMoved, .arrived: acted = true
        default: break
        }
    }

    mutating func note(_ observation: Observation) {
        switch observation {
        case .version(let step): steps.append(step)
        case .ended: acted = true
        }
    }

    /// The new versions of sessions since the last call, in the order in which they were seen.
    mutating func takeSteps() -> [Chronicle.Step] {
        defer { steps = [] }
        return steps
    }
}
