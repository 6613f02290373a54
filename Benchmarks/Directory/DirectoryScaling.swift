import Directory
import JSON
import Sessions

/// How the cost of a request grows with the sessions of a directory: each row compares a directory
/// of 100 000 sessions with one of 1 000. Each session has one member of its own, and one in a
/// hundred has the keyword `seldom`.
extension Benchmark {
    private static let many = 100_000
    private static let few = 1000

    /// A member changes one of the sessions.
    static let writeAmongMany = Benchmark(
        "PUT, 100 000 sessions", against: "1 000 sessions", budget: 2
    ) {
        try sides { traffic, count in
            var number = 0
            return { times in
                for _ in 0..<times {
                    number += 1
                    let session = number &* 7919 % count
                    try traffic.send(
                        .put(Traffic.session("quick", session), Traffic.change(number)),
                        from: Traffic.user(session))
                }
            }
        }
    }

    /// Asks in which session a user is.
    static let queryByUser = Benchmark(
        "query by user, 100 000 sessions", against: "1 000 sessions", budget: 2
    ) {
        try sides { traffic, count in
            var number = 0
            return { times in
                for _ in 0..<times {
                    number += 1
                    let user = Traffic.user(number &* 7919 % count)
                    try traffic.query(["xuid": user.user?.xuid.description ?? ""], finding: 1)
                }
            }
        }
    }

    /// Asks for ten sessions with a keyword.
    static let queryByKeyword = Benchmark(
        "query by keyword, 100 000 sessions", against: "1 000 sessions", budget: 2
    ) {
        try sides { traffic, _ in
            { times in
                for _ in 0..<times {
                    try traffic.query(["keyword": "seldom", "take": "10"], finding: 10)
                }
            }
        }
    }

    /// A reservation runs out, which a query finds.
    static let timersAmongMany = Benchmark(
        "reserve, run out, query, 100 000", against: "1 000 sessions", budget: 2
    ) {
        try sides { traffic, count in
            var number = 0
            let guest = Traffic.user(many)
            let xuid = guest.user?.xuid.description ?? ""
            let reservation: JSONValue = [
                "members": ["reserve_0": ["constants": ["system": ["xuid": .string(xuid)]]]]
            ]
            return { times in
                for _ in 0..<times {
                    number += 1
                    let target = Traffic.session("quick", number &* 7919 % count)
                    try traffic.send(.put(target, reservation), from: .server)
                    traffic.wait(seconds: 31)
                    try traffic.query(["xuid": xuid, "reservations": "true"], finding: 0)
                }
            }
        }
    }

    private static func sides(
        _ make: (Traffic, Int) -> (Int) throws -> Void
    ) throws -> Sides {
        Sides(ours: make(try directory(many), many), peer: make(try directory(few), few))
    }

    private static func directory(_ count: Int) throws -> Traffic {
        let traffic = Traffic()
        for number in 0..<count {
            let target = Traffic.session("quick", number)
            try traffic.fill(target, members: 1, firstUser: number)
            if number % 100 == 0 {
                let words: JSONValue = ["properties": ["system": ["keywords": ["seldom"]]]]
                try traffic.send(.put(target, words), from: Traffic.user(number))
            }
        }
        return traffic
    }
}

extension Traffic {
    /// Queries the sessions of the service config as a server.
    fileprivate func query(_ parameters: KeyValuePairs<String, String>, finding count: Int) throws {
        let answer = try send(
            DirectoryRequest(
                method: "GET", target: .sessions(scid: Self.scid, templateName: nil),
                query: parameters.map { .init(name: $0.key, value: $0.value) }),
            from: .server)
        guard answer?["results"]?.arrayValue?.count == count else {
            throw Refusal(text: "the query found something else than \(count) sessions")
        }
    }
}
