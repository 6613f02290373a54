import JSON
import Sessions

/// The tenth invariant of 16.3, which spans answers: what etags and change numbers promise.
struct AnswerHistory {
    /// What identifies a rendering: one session, one caller, one contract version, one state.
    private struct Rendering: Hashable {
        let key: String
        let caller: Caller?
        let contract: String?
        let etag: String
    }

    private struct State: Hashable {
        let branch: String
        let changeNumber: Int64
    }

    private var bodies: [Rendering: DirectoryResponse.Body] = [:]
    private var states: [String: [(etag: String, state: State)]] = [:]

    /// Takes note of an answer, and says how it contradicts those before.
    mutating func problems(adding exchange: Exchange) -> [String] {
        guard !exchange.isNoCommit, let session = exchange.session,
            let key = exchange.reference?.key,
            let branch = session.at("branch")?.stringValue,
            let changeNumber = session.at("changeNumber")?.integerValue
        else { return [] }
        let state = State(branch: branch, changeNumber: changeNumber)
        var problems = fallProblems(key, state)
        guard let etag = exchange.response.etag?.filter({ $0 != "\"" }) else { return problems }
        problems += etagProblems(key, etag, state)
        problems += bodyProblems(key, etag, exchange)
        return problems
    }

    /// `changeNumber` never falls within one `branch`.
    private func fallProblems(_ key: String, _ state: State) -> [String] {
        (states[key] ?? []).compactMap { _, earlier in
            earlier.branch == state.branch && earlier.changeNumber > state.changeNumber
                ? "invariant 10: changeNumber fell from \(earlier.changeNumber)" : nil
        }
    }

    /// One state, one etag, for all callers and versions (2.4.2), and later ones are larger (2.4.1a).
    private mutating func etagProblems(
        _ key: String, _ etag: String, _ state: State
    ) -> [String] {
        guard let latest = states[key]?.last else {
            states[key] = [(etag, state)]
            return []
        }
        if latest.etag == etag {
            return latest.state == state ? [] : ["invariant 10: \(state) kept the etag \(etag)"]
        }
        states[key, default: []].append((etag, state))
        if latest.state == state { return ["2.4.2: \(state) has etags \(latest.etag), \(etag)"] }
        let isLarger = latest.etag.count == etag.count && latest.etag < etag
        return isLarger ? [] : ["2.4.1a: etag \(etag) is not larger than \(latest.etag)"]
    }

    /// Equal etags mean equal bodies for one caller and version, apart from `nextTimer`.
    private mutating func bodyProblems(
        _ key: String, _ etag: String, _ exchange: Exchange
    ) -> [String] {
        let rendering = Rendering(
            key: key, caller: exchange.caller, contract: exchange.request.contractVersion,
            etag: etag)
        let body = exchange.response.body.withoutNextTimer
        guard let earlier = bodies.updateValue(body, forKey: rendering), earlier != body else {
            return []
        }
        return ["invariant 10: etag \(etag) also stood for the body \(earlier.failureText)"]
    }
}
