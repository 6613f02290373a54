import Directory
import JSON
import Sessions

/// How the cost of a request grows with the members of its session: each row compares a session
/// with a smaller one.
extension Benchmark {
    /// A member changes its own properties; the answer is not written out.
    static let memberWrites: [Benchmark] = [(10, 1, 1.5), (100, 10, 2)].map {
        large, small, budget in
        Benchmark(
            "PUT of a member, \(large) members", against: "with \(small)", budget: budget
        ) {
            Sides(ours: try memberWrite("quick", large), peer: try memberWrite("quick", small))
        }
    }

    /// A member changes the session and the answer is written as JSON, which has all members.
    static let writtenAnswer = Benchmark(
        "PUT and its text, 100 members", against: "with 10", budget: 10
    ) {
        func side(_ count: Int) throws -> (Int) throws -> Void {
            let (traffic, target) = try session("quick", count)
            var number = 0
            return { times in
                for _ in 0..<times {
                    number += 1
                    let answer = try traffic.send(
                        .put(target, Traffic.change(number)), from: Traffic.user(0))
                    precondition(answer?.bytes.isEmpty == false)
                }
            }
        }
        return Sides(ours: try side(100), peer: try side(10))
    }

    /// A member of a large session changes its own properties.
    static let largeWrite = Benchmark(
        "PUT of a member, large, 10 000", against: "large, 100", budget: 2
    ) {
        Sides(ours: try memberWrite("huge", 10_000), peer: try memberWrite("huge", 100))
    }

    /// A user joins a large session and leaves it.
    static let largeJoin = Benchmark(
        "join and leave, large, 9 999", against: "large, 99", budget: 2
    ) {
        func side(_ count: Int) throws -> (Int) throws -> Void {
            let (traffic, target) = try session("huge", count)
            let guest = Traffic.user(count)
            return { times in
                for _ in 0..<times {
                    try traffic.send(.put(target, Traffic.joining), from: guest)
                    try traffic.send(.put(target, ["members": ["me": nil]]), from: guest)
                }
            }
        }
        return Sides(ours: try side(9999), peer: try side(99))
    }

    /// Reads of one state by many readers at an older contract version.
    static let olderReads = Benchmark(
        "GET at contract 104, 100 members", against: "at 107", budget: 1.5
    ) {
        func side(_ contract: String) throws -> (Int) throws -> Void {
            let (traffic, target) = try session("quick", 100)
            var request = DirectoryRequest.get(target)
            request.contractVersion = contract
            let reading = request
            return { times in
                for reader in 0..<times {
                    try traffic.send(reading, from: Traffic.user(reader % 100))
                }
            }
        }
        return Sides(ours: try side("104"), peer: try side("107"))
    }

    private static func memberWrite(_ template: String, _ count: Int) throws -> (Int) throws -> Void
    {
        let (traffic, target) = try session(template, count)
        var number = 0
        return { times in
            for _ in 0..<times {
                number += 1
                try traffic.send(
                    .put(target, Traffic.ownChange(number)), from: Traffic.user(number % count))
            }
        }
    }

    /// A session with so many members; `huge` is a large one that has room for 10 000.
    private static func session(
        _ template: String, _ count: Int
    ) throws -> (Traffic, DirectoryTarget) {
        let traffic = Traffic()
        guard template == "huge" else {
            let target = Traffic.session(template)
            try traffic.fill(target, members: count)
            return (traffic, target)
        }
        let target = Traffic.session("quick")
        let creation: JSONValue = [
            "constants": [
                "system": ["maxMembersCount": 10_000, "capabilities": ["large": true]]
            ],
            "members": ["me": ["properties": ["system": ["active": true]]]],
        ]
        try traffic.send(.put(target, creation), from: Traffic.user(0), expecting: 201)
        for number in 1..<count {
            try traffic.send(.put(target, Traffic.joining), from: Traffic.user(number))
        }
        return (traffic, target)
    }
}
