import JSON
import Testing

@Suite struct `Differences` {
    @Test(arguments: [
        ("null", "null", []),
        ("1", "1.0", []),
        ("{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}", []),
        ("1", "2", ["~  1 -> 2"]),
        ("{\"a\":1}", "{\"a\":\"1\"}", ["~ /a 1 -> \"1\""]),
        ("{\"a\":1}", "{\"b\":[]}", ["+ /b []", "- /a 1"]),
        ("{\"a\":{\"x\":1,\"y\":2}}", "{\"a\":{\"x\":1,\"y\":3}}", ["~ /a/y 2 -> 3"]),
        ("{\"a\":{\"x\":1}}", "{\"a\":[1]}", ["~ /a {\"x\":1} -> [1]"]),
        ("{\"a\":null}", "{}", ["- /a null"]),
        ("{}", "{\"a/b~\":null}", ["+ /a~1b~0 null"]),
        ("[1,2,3]", "[1,3]", ["- /1 2"]),
        ("[1,3]", "[1,2,3]", ["+ /1 2"]),
        ("[1,2]", "[3,4,5]", ["~ /0 1 -> 3", "~ /1 2 -> 4", "+ /2 5"]),
        ("[{\"a\":1},{\"a\":2}]", "[{\"a\":1},{\"a\":3}]", ["~ /1/a 2 -> 3"]),
        ("[]", "[[]]", ["+ /0 []"]),
        ("[1,1]", "[1]", ["- /1 1"]),
    ])
    func `are listed by path`(before: String, after: String, expected: [String]) throws {
        let found = try JSONValue(parsing: after).differences(from: JSONValue(parsing: before))
        #expect(found.map(\.description) == expected)
    }

    @Test func `are none exactly between equal values`() {
        var random = SplitMix64(seed: 7)
        for _ in 0..<2_000 {
            let left = value(&random, depth: 3)
            let right = value(&random, depth: 3)
            #expect(right.differences(from: left).isEmpty == (left == right))
            #expect(left.differences(from: left).isEmpty)
        }
    }

    @Test func `say both sides, turned round in the other direction`() {
        var random = SplitMix64(seed: 8)
        for _ in 0..<2_000 {
            let left = value(&random, depth: 3)
            let right = value(&random, depth: 3)
            let forward = right.differences(from: left)
            let back = left.differences(from: right)
            let sides = { (found: [JSONDifference]) in
                found.map { "\($0.before?.text ?? "") \($0.after?.text ?? "")" }.sorted()
            }
            let turned = back.map {
                JSONDifference(path: $0.path, before: $0.after, after: $0.before)
            }
            #expect(sides(forward) == sides(turned))
        }
    }

    private func value(_ random: inout SplitMix64, depth: Int) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 5 : 3), using: &random) {
        case 0: return .null
        case 1: return .integer(.random(in: 0..<2, using: &random))
        case 2: return .bool(.random(using: &random))
        case 3:
            return .array(
                (0..<Int.random(in: 0..<3, using: &random)).map { _ in
                    value(&random, depth: depth - 1)
                })
        default:
            var object = JSONObject()
            for name in ["a", "b", "c"] where Bool.random(using: &random) {
                object[name] = value(&random, depth: depth - 1)
            }
            return .object(object)
        }
    }
}
