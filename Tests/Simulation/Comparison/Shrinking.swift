import JSON
import Sessions

/// Finds a short sequence of operations that still makes directory and model differ.
package struct Shrinking {
    let scenario: Scenario
    package private(set) var operations: [Operation]

    /// - Parameter operations: a sequence that makes them differ.
    package init(_ scenario: Scenario, _ operations: [Operation]) {
        self.scenario = scenario
        self.operations = operations
        cutTail()
        var size = max(1, self.operations.count / 2)
        while size >= 1 {
            if !removeChunks(of: size) || size > 1 { size /= 2 }
        }
        simplify()
        _ = removeChunks(of: 1)
    }

    private func differs(_ candidate: [Operation]) -> Bool {
        Run.firstDifference(in: candidate, scenario) != nil
    }

    /// Drops what comes after the difference.
    private mutating func cutTail() {
        if let found = Run.firstDifference(in: operations, scenario) {
            operations = Array(operations.prefix(found.position + 1))
        }
    }

    /// Leaves out `size` operations at a time, waiting as long; whether any could go.
    private mutating func removeChunks(of size: Int) -> Bool {
        var hasRemoved = false
        var start = operations.count - size
        while start >= 0 {
            var candidate = operations
            let wait = candidate[start..<start + size].reduce(0) { $0 + $1.wait }
            candidate.removeSubrange(start..<start + size)
            var patient = candidate
            if patient.indices.contains(start) { patient[start].wait += wait }
            for shorter in [candidate, patient] where differs(shorter) {
                operations = shorter
                cutTail()
                hasRemoved = true
                break
            }
            start = min(start - 1, operations.count - size)
        }
        return hasRemoved
    }

    /// Makes each operation plainer where the difference stays.
    private mutating func simplify() {
        for position in operations.indices.reversed() {
            var isDone = false
            while !isDone {
                guard operations.indices.contains(position) else { break }
                isDone = true
                for plainer in operations[position].plainer {
                    var candidate = operations
                    candidate[position] = plainer
                    guard differs(candidate) else { continue }
                    operations = candidate
                    cutTail()
                    isDone = false
                    break
                }
            }
        }
    }
}

extension Operation {
    /// The same with one thing less.
    fileprivate var plainer: [Operation] {
        var variants: [Operation] = []
        func add(_ change: (inout Operation) -> Void) {
            var variant = self
            change(&variant)
            variants.append(variant)
        }
        if wait != 0 { add { $0.wait = 0 } }
        if !ifMatch.isEmpty { add { $0.ifMatch.removeLast() } }
        if !ifNoneMatch.isEmpty { add { $0.ifNoneMatch.removeLast() } }
        if contractVersion != "107" { add { $0.contractVersion = "107" } }
        if asksNoCommit { add { $0.asksNoCommit = false } }
        if case .json(let body) = body {
            for smaller in Self.smaller(body) { add { $0.body = .json(smaller) } }
        }
        return variants
    }

    /// The value without one of its members, at whatever depth.
    private static func smaller(_ value: JSONValue) -> [JSONValue] {
        guard let fields = value.fields else { return [] }
        return fields.keys.sorted().flatMap { name -> [JSONValue] in
            var less = fields
            less[name] = .none
            let inner = smaller(fields[name] ?? nil).map { smaller in
                JSONValue(fields.merging([name: smaller], uniquingKeysWith: { $1 }))
            }
            return [JSONValue(less)] + inner
        }
    }
}
