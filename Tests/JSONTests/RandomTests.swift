import JSON
import Testing

@Suite struct `Random text` {
    static let sample =
        #"{"a":[1,-0,2.50e+3,"x\n\ud83d\ude00é€😀"],"b":{"c":null,"d":[true,false,{}]},"e":""}"#

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `reads back as it was written`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let value = randomValue(&random, depth: 4)
        let read = try JSONValue(parsing: value.text, limits: .loosest)
        #expect(read == value, "seed \(seed)")
        #expect(read.text == value.text, "seed \(seed)")
        let pretty = try JSONValue(parsing: value.prettyText, limits: .loosest)
        #expect(pretty.text == value.text, "seed \(seed)")
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `with flipped bytes is read or refused, and what is read is read again`(
        seed: UInt64
    ) throws {
        var random = SplitMix64(seed: seed)
        for _ in 0..<1_000 {
            var bytes = Array(Self.sample.utf8)
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let at = Int.random(in: 0..<bytes.count, using: &random)
                bytes[at] = UInt8.random(in: .min ... .max, using: &random)
            }
            do {
                let value = try JSONValue(parsing: bytes)
                #expect(try JSONValue(parsing: value.bytes) == value)
                #expect(String(validating: bytes, as: UTF8.self) != nil)
            } catch {
                #expect((0...bytes.count).contains(error.offset))
            }
        }
    }

    @Test func `that is cut short anywhere is refused`() throws {
        let bytes = Array(Self.sample.utf8)
        #expect(try JSONValue(parsing: bytes).objectValue?.count == 3)
        for length in 0..<bytes.count {
            #expect(throws: JSONError.self) { try JSONValue(parsing: Array(bytes[..<length])) }
        }
    }

    private func randomValue(_ random: inout SplitMix64, depth: Int) -> JSONValue {
        switch Int.random(in: 0..<(depth == 0 ? 6 : 10), using: &random) {
        case 0: return .null
        case 1: return .bool(.random(using: &random))
        case 2: return .integer(Int64(bitPattern: random.next()) >> (random.next() % 64))
        case 3: return .number(JSONNumber(random.next()))
        case 4: return randomDouble(&random)
        case 5: return .string(randomString(&random))
        case 6, 7:
            let count = Int.random(in: 0..<8, using: &random)
            return .array((0..<count).map { _ in randomValue(&random, depth: depth - 1) })
        default:
            let count = Int.random(in: 0..<20, using: &random)
            return .object(
                JSONObject(
                    (0..<count).map { _ in
                        (randomString(&random), randomValue(&random, depth: depth - 1))
                    }))
        }
    }

    private func randomDouble(_ random: inout SplitMix64) -> JSONValue {
        JSONNumber(Double(bitPattern: random.next())).map { .number($0) } ?? .null
    }

    private func randomString(_ random: inout SplitMix64) -> String {
        var text = ""
        for _ in 0..<Int.random(in: 0..<20, using: &random) {
            let limits: [UInt32] = [0x20, 0x7F, 0x7F, 0x7F, 0x800, 0xFFFF, 0x10FFFF]
            let limit = limits.randomElement(using: &random) ?? 0x7F
            let scalar = Unicode.Scalar(UInt32.random(in: 0...limit, using: &random))
            text.unicodeScalars.append(scalar ?? "\\")
        }
        return text
    }
}
