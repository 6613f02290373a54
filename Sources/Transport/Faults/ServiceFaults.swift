public import Sessions

/// The faults of a service that were asked for, in the order in which they were.
public struct ServiceFaults: Sendable {
    /// Names a fault.
    public struct ID: Sendable, Hashable {
        fileprivate let number: Int
    }

    private var faults: [(id: ID, fault: ServiceFault)] = []
    /// How often each fault struck, also those that are over.
    private var strikes: [Int] = []

    /// A service without faults.
    public init() {}

    /// Whether no fault is left.
    public var isEmpty: Bool { faults.isEmpty }

    /// Adds a fault, after those that are there.
    public mutating func add(_ fault: ServiceFault) -> ID {
        strikes.append(0)
        let id = ID(number: strikes.count - 1)
        faults.append((id, fault))
        return id
    }

    /// Takes a fault out; answers whether it was still there.
    @discardableResult
    public mutating func remove(_ id: ID) -> Bool {
        guard let place = faults.firstIndex(where: { $0.id == id }) else { return false }
        faults.remove(at: place)
        return true
    }

    /// Whether a fault may still strike at an instant.
    public func isActive(_ id: ID, at now: Timestamp) -> Bool {
        faults.contains { $0.id == id && ($0.fault.end.map { now < $0 } ?? true) }
    }

    /// How often a fault struck.
    public func count(of id: ID) -> Int { strikes[id.number] }

    /// What strikes a request: any number of kinds that only delay, then at most one other. Faults
    /// that are over after this are taken out.
    ///
    /// - Parameters:
    ///   - subject: the request.
    ///   - now: when it reaches the service.
    ///   - random: decides what is left to chance.
    public mutating func strike(
        _ subject: ServiceFault.Subject, at now: Timestamp, using random: inout SeededRandom
    ) -> [ServiceFault.Kind] {
        var struck: [ServiceFault.Kind] = []
        for (id, fault) in faults where fault.concerns(subject, at: now) {
            guard random.strikes(fault.probability) else { continue }
            strikes[id.number] += 1
            struck.append(fault.kind)
            guard case .slow = fault.kind else { break }
        }
        faults.removeAll { id, fault in
            fault.limit.map { strikes[id.number] >= $0 } ?? false
                || fault.end.map { $0 <= now } ?? false
        }
        return struck
    }
}
