/// The instructions of a compiled function and those in it, as `string.dump` writes them for Lua 5.4.
///
/// Only what the fuzzer learns from depends on this: what is not understood ends the reading.
struct LuaBytecode {
    private var rest: ArraySlice<UInt8>
    /// The codes of the operations, in order; -1 between functions.
    private(set) var operations: [Int] = []

    init(_ dump: [UInt8]) {
        rest = dump.dropFirst(Self.headerSize)
        readFunction(depth: 0)
    }

    /// The signature, the format, the sizes of types, samples of numbers, the number of upvalues.
    private static var headerSize: Int { 32 }

    private mutating func readFunction(depth: Int) {
        guard depth < 200 else { return rest.removeAll() }
        operations.append(-1)
        skip(readSize(), less: 1)
        _ = readSize()
        _ = readSize()
        skip(3)
        for _ in 0..<readCount() {
            guard let first = rest.first else { return }
            operations.append(Int(first & 0x7f))
            skip(4)
        }
        for _ in 0..<readCount() { skipConstant() }
        skip(3 * readCount())
        for _ in 0..<readCount() { readFunction(depth: depth + 1) }
        // What is for debugging was left out by the dump.
        for _ in 0..<4 { _ = readSize() }
    }

    private mutating func skipConstant() {
        switch rest.popFirst() {
        case 3, 19: skip(8)
        case 4, 20: skip(readSize(), less: 1)
        default: break
        }
    }

    private mutating func skip(_ count: Int, less: Int = 0) {
        rest = rest.dropFirst(max(0, count - less))
    }

    /// A number in groups of seven bits, the last one marked.
    private mutating func readSize() -> Int {
        var size = 0
        while let byte = rest.popFirst(), size < 1 << 40 {
            size = size << 7 | Int(byte & 0x7f)
            if byte & 0x80 != 0 { break }
        }
        return size
    }

    /// A number of things, of which each takes a byte at least.
    private mutating func readCount() -> Int { min(readSize(), rest.count) }
}
