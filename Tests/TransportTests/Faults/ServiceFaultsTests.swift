import Sessions
import Testing
import Transport

@Suite struct `A fault of a service` {
    private let start = Timestamp(ticks: 0)
    private var faults = ServiceFaults()
    private var random = SeededRandom(seed: 1)
    private let ada = Caller(user: UserClaims(xuid: Xuid(rawValue: 1)))

    private func request(_ method: String, ifMatch: String? = nil) -> DirectoryRequest {
        let reference = SessionReference(scid: "s", templateName: "t", name: "n")
        return DirectoryRequest(method: method, target: .session(reference), ifMatch: ifMatch)
    }

    /// The kinds that strike a request.
    private mutating func strike(
        _ method: String = "PUT", ifMatch: String? = nil, as caller: Caller? = .server,
        at milliseconds: Int64 = 0
    ) -> [String] {
        let subject = ServiceFault.Subject(request(method, ifMatch: ifMatch), from: caller)
        let now = start.adding(milliseconds: milliseconds)
        return faults.strike(subject, at: now, using: &random).map(\.name)
    }

    @Test mutating func `strikes every request until it is removed`() {
        let id = faults.add(ServiceFault(.timeout, from: start))
        #expect(strike() == ["timeout"])
        #expect(strike("GET") == ["timeout"])
        #expect(faults.count(of: id) == 2)
        #expect(faults.isActive(id, at: start))
        let removals = [faults.remove(id), faults.remove(id)]
        #expect(removals == [true, false])
        #expect(strike() == [])
        #expect(faults.count(of: id) == 2)
        #expect(faults.isEmpty)
    }

    @Test mutating func `strikes some operations and some callers`() {
        var fault = ServiceFault(.droppedBefore, from: start)
        fault.operations = [.write]
        fault.callers = [NetworkEndpoint(ada)]
        _ = faults.add(fault)
        #expect(strike("PUT", as: ada) == ["dropped_before"])
        #expect(strike("POST", as: ada) == ["dropped_before"])
        #expect(strike("GET", as: ada) == [])
        #expect(strike("DELETE", as: ada) == [])
        #expect(strike("PUT") == [])
    }

    @Test mutating func `is over when it has struck often enough`() {
        var fault = ServiceFault(.unavailable(retryAfter: .seconds(5)), from: start)
        fault.limit = 2
        let id = faults.add(fault)
        let struck = (0..<3).map { _ in strike() }
        #expect(struck == [["unavailable"], ["unavailable"], []])
        #expect(faults.isEmpty)
        #expect(faults.count(of: id) == 2)
    }

    @Test mutating func `lasts from its beginning to its end`() {
        var fault = ServiceFault(.timeout, from: start.adding(milliseconds: 10))
        fault.end = start.adding(milliseconds: 20)
        _ = faults.add(fault)
        #expect(strike(at: 9) == [])
        #expect(strike(at: 10) == ["timeout"])
        #expect(strike(at: 19) == ["timeout"])
        #expect(strike(at: 20) == [])
        #expect(faults.isEmpty)
    }

    @Test mutating func `strikes as often as it is likely`() {
        var fault = ServiceFault(.timeout, from: start)
        fault.probability = 0.3
        _ = faults.add(fault)
        let struck = (0..<2_000).count { _ in strike() != [] }
        #expect((530...670).contains(struck))
    }

    @Test mutating func `that says out of sync strikes writes with a precondition alone`() {
        _ = faults.add(ServiceFault(.outOfSync, from: start))
        #expect(strike("PUT") == [])
        #expect(strike("GET", ifMatch: "*") == [])
        #expect(strike("PUT", ifMatch: "*") == ["out_of_sync"])
    }

    @Test mutating func `that delays lets another one strike, and no third one`() {
        let kinds: [ServiceFault.Kind] = [
            .slow(.fixed(.seconds(1))), .slow(.fixed(.seconds(2))),
            .tooManyRequests(retryAfter: .zero), .droppedAfter,
        ]
        let ids = kinds.map { faults.add(ServiceFault($0, from: start)) }
        #expect(strike() == ["slow", "slow", "too_many_requests"])
        let counts = ids.map { faults.count(of: $0) }
        #expect(counts == [1, 1, 1, 0])
    }
}
