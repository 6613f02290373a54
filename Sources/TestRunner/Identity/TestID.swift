/// What tells one test of a run from every other.
public struct TestID: Hashable, Sendable {
    /// The file that declares the test, relative to where the run started, with `/` between parts.
    public var file: String
    /// The names of the enclosing blocks, outermost first, and the test's own name as the last.
    public var path: [String]
    /// Which of the test's cases this is, from 1; nil for a test that has no cases.
    public var caseNumber: Int?
    /// Which of the tests that the file declares under this same name, from 1.
    public var ordinal: Int

    /// Makes the identity of a test.
    ///
    /// - Parameters:
    ///   - file: The file that declares it.
    ///   - path: The names of its blocks and its own; at least one.
    ///   - caseNumber: Which of its cases, from 1, or nil when it has none.
    ///   - ordinal: Which of the tests of that very name in the file, from 1.
    public init(file: String, path: [String], caseNumber: Int? = nil, ordinal: Int = 1) {
        precondition(!path.isEmpty, "a test has a name")
        self.file = file
        self.path = path
        self.caseNumber = caseNumber
        self.ordinal = ordinal
    }

    /// The names of the enclosing blocks, outermost first.
    public var blocks: ArraySlice<String> { path.dropLast() }

    /// The test's own name, with the number of its case (`#2`) and, for the second test of the same
    /// name and later ones, which of them it is (`(2)`).
    public var name: String {
        var text = path[path.count - 1]
        if let caseNumber { text += " #\(caseNumber)" }
        if ordinal > 1 { text += " (\(ordinal))" }
        return text
    }

    /// The names of the blocks and the test's with single spaces between: what filters look at.
    public var fullName: String { (blocks + [name]).joined(separator: " ") }

    /// Gives tests that would share an identity one each, by setting ``ordinal`` in the order given.
    public static func numbered(_ identities: [TestID]) -> [TestID] {
        var seen: [TestID: Int] = [:]
        return identities.map { identity in
            var identity = identity
            identity.ordinal = 1
            let count = seen[identity, default: 0] + 1
            seen[identity] = count
            identity.ordinal = count
            return identity
        }
    }
}

extension TestID: CustomStringConvertible {
    /// The file, the blocks and the name with ` › ` between, on one line.
    public var description: String {
        ([file] + blocks + [name]).map(\.onOneLine).joined(separator: " › ")
    }
}

extension TestID: Comparable {
    /// Orders by file, then block by block, then by case and ordinal; names by their UTF-8.
    public static func < (left: TestID, right: TestID) -> Bool {
        if left.file != right.file { return precedes(left.file, right.file) }
        if left.path != right.path {
            return left.path.lexicographicallyPrecedes(right.path, by: precedes)
        }
        return (left.caseNumber ?? 0, left.ordinal) < (right.caseNumber ?? 0, right.ordinal)
    }

    private static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}

extension TestID {
    /// A number that is the same for this test in every process and on every machine.
    ///
    /// - Parameter seed: Another seed gives another, unrelated number.
    public func stableHash(seed: UInt64 = 0) -> UInt64 {
        var hash = StableHash(seed: seed)
        hash.combine(file)
        for name in path { hash.combine(name) }
        hash.combine(UInt64(caseNumber ?? 0))
        hash.combine(UInt64(ordinal))
        return hash.value
    }
}

/// FNV-1a with a final mix, so that the low bits are fit for a remainder.
struct StableHash {
    private var state: UInt64 = 0xcbf2_9ce4_8422_2325

    init(seed: UInt64) { combine(seed) }

    /// The text and its end, so that `ab`, `c` differs from `a`, `bc`.
    mutating func combine(_ text: String) {
        for byte in text.utf8 { combine(byte) }
        combine(UInt64(text.utf8.count))
    }

    mutating func combine(_ number: UInt64) {
        for shift in stride(from: 0, to: 64, by: 8) {
            combine(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
        }
    }

    private mutating func combine(_ byte: UInt8) {
        state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
    }

    var value: UInt64 {
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
