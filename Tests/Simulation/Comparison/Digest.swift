import Directory
import JSON
import Sessions

/// A hash of everything that left a directory, in order (FNV-1a, 64 bits).
package struct Digest: Equatable {
    package private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    package init() {}

    mutating func add(_ outcome: Outcome) {
        add("\(outcome.response.status)".utf8)
        switch outcome.response.body {
        case .none: break
        case .text(let text): add(text.utf8)
        case .json(let json): add(json.bytes)
        }
        for text in [
            outcome.response.etag, outcome.response.contentLocation, outcome.response.location,
            outcome.response.rule,
        ] {
            add((text ?? "-").utf8)
        }
        add("\(outcome.effects)".utf8)
    }

    package mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }
}
