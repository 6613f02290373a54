internal import Sessions

/// The waits that end with the next thing that happens, whatever it is.
struct Watches {
    private struct Watch {
        let wait: WaitID
        let deadline: Timestamp
        /// What had happened when the task looked last.
        let progress: Int
    }

    private var all: [Watch] = []
    /// Counts what has happened.
    private var progress = 0

    var isEmpty: Bool { all.isEmpty }

    /// When the first of them is over.
    var deadline: Timestamp? { all.map(\.deadline).min() }

    /// Takes note that something has happened.
    mutating func noteProgress() { progress += 1 }

    mutating func add(_ wait: WaitID, until deadline: Timestamp) {
        all.append(Watch(wait: wait, deadline: deadline, progress: progress))
    }

    /// Takes those out for which something has happened.
    mutating func takeStale() -> [WaitID] {
        let now = progress
        return take { $0.progress < now }
    }

    /// Takes those out whose time is over.
    mutating func takeOverdue(at now: Timestamp) -> [WaitID] { take { $0.deadline <= now } }

    /// Takes all out.
    mutating func takeAll() -> [WaitID] { take { _ in true } }

    private mutating func take(_ isMeant: (Watch) -> Bool) -> [WaitID] {
        guard !all.isEmpty else { return [] }
        let found = all.filter(isMeant)
        all.removeAll(where: isMeant)
        return found.map(\.wait)
    }
}
