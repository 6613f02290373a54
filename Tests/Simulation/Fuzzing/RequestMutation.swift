import Sessions

/// Requests as bytes, damaged by chance.
package struct RequestMutation {
    private var random: Choice

    package init(seed: UInt64) { random = Choice(seed: seed) }

    /// A request that is legal but for a few bytes.
    package mutating func next() -> [UInt8] {
        var bytes = legal()
        for _ in 0..<random.pick([0, 1, 1, 2, 3, 8]) { damage(&bytes) }
        return bytes
    }

    private mutating func legal() -> [UInt8] {
        let operation = random.pick(Self.operations)
        let request = DirectoryRequest(
            method: operation.method, target: Self.scenario.target(operation.place),
            contractVersion: operation.contractVersion,
            ifMatch: operation.ifMatch.isEmpty ? nil : "\"1\", *", body: operation.body)
        guard let form = try? request.httpForm() else { return Array("GET /\n\n".utf8) }
        var text = "\(form.method) \(form.target)\n"
        for name in ["X-Xbl-Contract-Version", "Content-Type", "If-Match"] {
            if let value = form.headers[name] { text += "\(name): \(value)\n" }
        }
        return Array((text + "\n").utf8) + form.body
    }

    private static let scenario = Scenario(seed: 1)
    private static let operations = Workload.operations(seed: 77, count: 400)

    private mutating func damage(_ bytes: inout [UInt8]) {
        guard !bytes.isEmpty else { return bytes.append(UInt8(random.below(256))) }
        let place = random.below(bytes.count)
        switch random.below(6) {
        case 0: bytes[place] = UInt8(random.below(256))
        case 1: bytes.remove(at: place)
        case 2: bytes[place] ^= 1 << UInt8(random.below(8))
        case 3: bytes.insert(contentsOf: Array(random.pick(Self.tokens).utf8), at: place)
        case 4: bytes.removeSubrange(place..<min(bytes.count, place + random.below(40)))
        default:
            let end = min(bytes.count, place + random.below(30))
            bytes.insert(contentsOf: bytes[place..<end], at: random.below(bytes.count))
        }
    }

    private static let tokens = [
        "null", "{}", "[]", "{", "\"", "1e400", "-0", "18446744073709551616", "\\ud800", "\\u0000",
        "%00", "%2F", "%ff", "~", "/", "?", "&", "=", ":", "\n", "me", "me_all", "members",
        "reserve_0", "reserve_9223372036854775807", "99999999999999999999", "system", "custom",
        "constants", "properties", "roleTypes", "servers", "/handles", "/batch", "/sessions",
        "nocommit=true", "W/\"\"", "9223372036854775808",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    ]
}
