internal import Scripting
internal import Sessions

/// What happened while a statement ran.
struct Happened {
    /// Whether the directory or the clock may be in another state.
    private(set) var acted = false
    /// How many requests were sent.
    private(set) var requests = 0
    private var steps: [Chronicle.Step] = []
    private var ends: [End] = []

    /// A session that is no more.
    struct End {
        let reference: SessionReference
        let last: SessionVersion?
    }

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
        case .ended(let reference, let last):
            acted = true
            ends.append(End(reference: reference, last: last))
        }
    }

    /// The new versions of sessions since the last call, in the order in which they were seen.
    mutating func takeSteps() -> [Chronicle.Step] {
        defer { steps = [] }
        return steps
    }

    /// The sessions that have ended since the last call.
    mutating func takeEnds() -> [End] {
        defer { ends = [] }
        return ends
    }
}
