internal import Directory
package import JSON
package import Lua
package import Sessions

/// One version of a session, as an answer showed it.
package struct SessionVersion {
    package let branch: String
    package let changeNumber: Int64
    package let document: JSONValue
    package let etag: String?
    /// When this run first saw the version.
    package let seenAt: Timestamp
    /// Whose write made it; nil when that is not known, as for a write from elsewhere.
    package let author: String?
    /// What made it: `PUT`, `DELETE`, `timer`, or `unknown`.
    package let cause: String
    /// The line that sent the write.
    package let location: LuaLocation?
}

/// Every version of every session that a run has seen, and who waits for the next one.
///
/// An answer shows a whole document, so versions cost little beside what was answered anyway; of
/// each session the latest ``versionsLimit`` are kept.
package final class Chronicle {
    static let versionsLimit = 1_000

    /// A version with what stood before it.
    package struct Step {
        package let reference: SessionReference
        /// The version that this run saw before; nil for the first one.
        package let before: SessionVersion?
        package let version: SessionVersion

        package init(
            reference: SessionReference, before: SessionVersion?, version: SessionVersion
        ) {
            self.reference = reference
            self.before = before
            self.version = version
        }
    }

    private struct Record {
        let reference: SessionReference
        var versions: [SessionVersion] = []
        var waiters: [WaitID] = []
        /// The last commit of a directory in process, which nobody may have seen yet.
        var committed: (branch: String, changeNumber: Int64)?
        /// Whether a directory in process has ended the session since.
        var hasEnded = false
        /// Whether the last answer about the session was that there is none.
        var isGone = false
    }

    /// What is told of a version that was not known.
    package var onStep: ((Step) -> Void)?
    /// What is told when a session of a directory in process has ended, with its last version.
    var onEnd: ((SessionReference, SessionVersion?) -> Void)?

    private var records: [String: Record] = [:]
    private let scheduler: Scheduler

    init(_ scheduler: Scheduler) { self.scheduler = scheduler }

    /// The versions of a session, oldest first.
    package func versions(of reference: SessionReference) -> [SessionVersion] {
        records[reference.key]?.versions ?? []
    }

    /// Whether the last answer about a session was that there is none.
    func isGone(_ reference: SessionReference) -> Bool {
        records[reference.key]?.isGone ?? false
    }

    /// The sessions that the run has seen, by their keys.
    var references: [SessionReference] {
        records.sorted { $0.key < $1.key }.map(\.value.reference)
    }

    /// When the first timer of a session falls due after `now`, as far as is known.
    func nextTimer(after now: Timestamp) -> Timestamp? {
        records.values.compactMap { record in
            record.versions.last?.document["nextTimer"]?.stringValue.flatMap { Timestamp($0) }
        }.filter { $0 > now }.min()
    }

    /// What is known, to go back to; who waits is no part of it.
    struct Mark {
        fileprivate let versions: [String: [SessionVersion]]
    }

    /// What is known now.
    var mark: Mark { Mark(versions: records.mapValues(\.versions)) }

    /// Forgets what was seen since then. Who waits for a change is woken, to look again.
    func goBack(to mark: Mark) {
        for (key, record) in records.sorted(by: { $0.key < $1.key }) {
            records[key]?.versions = mark.versions[key] ?? []
            records[key]?.committed = nil
            records[key]?.hasEnded = false
            announce(record.reference)
        }
    }

    /// Takes note of an answer that shows a session.
    ///
    /// - Parameter isLocal: whether the directory lies in process, so that every commit which is no
    ///   answer to a write must be a timer's.
    func note(
        _ exchange: ScriptEvent.Exchange, _ response: DirectoryResponse, at now: Timestamp,
        isLocal: Bool
    ) {
        let reference = Self.session(exchange.request.target, response)
        if let reference, response.status == 204,
            !exchange.request.query.contains(where: { $0.name == "nocommit" })
        {
            noteGone(reference)
        }
        guard let reference, [200, 201, 403, 412].contains(response.status),
            let document = response.json,
            let branch = document["branch"]?.stringValue,
            let number = document["changeNumber"]?.integerValue,
            // What was only computed was never a state of the session (3.3).
            response.etag != nil || response.status == 403
        else { return }
        records[reference.key]?.isGone = false
        // Answers from elsewhere may arrive in another order than that of the commits.
        let known = records[reference.key]?.versions ?? []
        let place =
            known.lastIndex { $0.branch != branch || $0.changeNumber <= number }.map { $0 + 1 } ?? 0
        let isWrite = exchange.request.method != "GET" && response.status < 300
        let version = SessionVersion(
            branch: branch, changeNumber: number, document: document, etag: response.etag,
            seenAt: now, author: isWrite ? exchange.caller : nil,
            cause: isWrite ? exchange.request.method : isLocal ? "timer" : "unknown",
            location: isWrite ? exchange.location : nil)
        if place > 0, known[place - 1].branch == branch,
            known[place - 1].changeNumber == number
        {
            // A refusal may have shown the version before the answer to the write that made it.
            if isWrite, known[place - 1].author == nil {
                records[reference.key]?.versions[place - 1] = version
            }
            return
        }
        records[reference.key, default: Record(reference: reference)].versions.insert(
            version, at: place)
        let before = place > 0 ? known[place - 1] : nil
        onStep?(Step(reference: reference, before: before, version: version))
        let excess = (records[reference.key]?.versions.count ?? 0) - Self.versionsLimit
        // Dropped many at a time, so that a long run does not move the rest for each version.
        if excess > Self.versionsLimit / 4 {
            records[reference.key]?.versions.removeFirst(excess)
        }
    }

    /// The session that the answer to a request shows, by its name or through a handle.
    private static func session(
        _ target: DirectoryTarget, _ response: DirectoryResponse
    ) -> SessionReference? {
        switch target {
        case .session(let reference): reference
        case .handleSession: response.namedSession
        default: nil
        }
    }

    /// Takes note that there is no such session any more.
    func noteGone(_ reference: SessionReference) { records[reference.key]?.isGone = true }

    /// Takes note of what a directory in process did.
    func note(_ effect: DirectoryEffect) {
        switch effect {
        case .committed(let reference, let branch, let changeNumber):
            records[reference.key]?.committed = (branch.description, changeNumber)
            records[reference.key]?.hasEnded = false
            announce(reference)
        case .deleted(let reference):
            records[reference.key]?.hasEnded = true
            announce(reference)
            onEnd?(reference, records[reference.key]?.versions.last)
        case .tapped, .handleCreated, .handleDeleted: break
        }
    }

    /// Whether a directory in process has changed or ended a session since a document was shown, which
    /// happens while the answer is on its way.
    func hasMoved(_ reference: SessionReference, past document: JSONValue) -> Bool {
        guard let record = records[reference.key] else { return false }
        if record.hasEnded { return true }
        guard let committed = record.committed, let branch = document["branch"]?.stringValue,
            let changeNumber = document["changeNumber"]?.integerValue
        else { return false }
        return committed.branch != branch || committed.changeNumber > changeNumber
    }

    /// Wakes those who wait for a change of a session.
    private func announce(_ reference: SessionReference) {
        let waiters = records[reference.key]?.waiters ?? []
        records[reference.key]?.waiters = []
        for waiter in waiters { scheduler.resume(waiter) { _ in 0 } }
    }

    /// Lets a wait end with the next change of a session.
    func await(_ reference: SessionReference, _ wait: WaitID) {
        records[reference.key, default: Record(reference: reference)].waiters.append(wait)
    }
}
