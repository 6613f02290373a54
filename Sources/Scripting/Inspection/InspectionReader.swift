internal import JSON
internal import Lua

/// Reads a value from Lua into what a person is shown of it.
///
/// No metamethod is asked but `__tostring` of objects, so that looking at a value changes nothing.
struct InspectionReader {
    let stack: LuaStack
    /// How many tables inside each other are shown.
    let depth: Int

    /// Tables and elements that are shown at most.
    private static let entriesLimit = 20_000
    private static let depthLimit = 100

    private var seen: [UnsafeRawPointer: Int] = [:]
    /// The numbers of tables that are referred to, by table.
    private var labels: [UnsafeRawPointer: Int] = [:]
    private var entriesLeft = Self.entriesLimit

    init(_ stack: LuaStack, depth: Int?) {
        self.stack = stack
        self.depth = min(depth ?? Self.depthLimit, Self.depthLimit)
    }

    /// The value at `index`.
    mutating func read(_ index: Int) throws(LuaFault) -> InspectedValue {
        let index = stack.absolute(index)
        // A first pass finds the tables that stand in several places.
        try count(index, depth: depth)
        var repeated = seen.filter { $0.value > 1 }.map(\.key)
        repeated.sort { $0 < $1 }
        isRepeated = Set(repeated)
        entriesLeft = Self.entriesLimit
        return try value(index, depth: depth)
    }

    private var isRepeated: Set<UnsafeRawPointer> = []

    private mutating func count(_ index: Int, depth: Int) throws(LuaFault) {
        guard stack.kind(at: index) == .table, let identity = stack.identity(at: index),
            entriesLeft > 0
        else { return }
        seen[identity, default: 0] += 1
        guard seen[identity] == 1, depth > 0 else { return }
        guard stack.reserve(20) else { throw LuaFault("the value is nested too deeply to show") }
        try stack.forEachPair(of: index) { stack throws(LuaFault) in
            entriesLeft -= 1
            try count(stack.absolute(-2), depth: depth - 1)
            try count(stack.absolute(-1), depth: depth - 1)
        }
    }

    private mutating func value(_ index: Int, depth: Int) throws(LuaFault) -> InspectedValue {
        let index = stack.absolute(index)
        switch stack.kind(at: index) {
        case .string: return .quoted(stack.bytes(at: index) ?? [])
        case .number: return .word(text(at: index), .number)
        case .nil, .none, .boolean: return .word(text(at: index), .keyword)
        case .lightUserdata:
            return stack.isJSONNull(at: index)
                ? .word("null", .keyword) : .word(text(at: index), .faint)
        case .table: return try table(index, depth: depth)
        case .function, .userdata, .thread: return .word(text(at: index), .plain)
        }
    }

    private mutating func table(_ index: Int, depth: Int) throws(LuaFault) -> InspectedValue {
        guard let identity = stack.identity(at: index) else { return .folded }
        if let label = labels[identity] { return .word("<table \(label)>", .faint) }
        var label: Int?
        if isRepeated.contains(identity) {
            label = labels.count + 1
            labels[identity] = label
        }
        guard depth > 0 else { return .folded }
        guard stack.reserve(20) else { throw LuaFault("the value is nested too deeply to show") }
        return .table(try entries(index, depth: depth - 1), label: label)
    }

    /// The elements 1 to n, then the other keys: numbers, names, everything else.
    private mutating func entries(
        _ index: Int, depth: Int
    ) throws(LuaFault) -> [InspectedValue.Entry] {
        let length = stack.rawLength(at: index)
        var list: [InspectedValue.Entry] = []
        for position in 0..<length {
            guard entriesLeft > 0 else { return list + [rest] }
            entriesLeft -= 1
            _ = stack.pushElement(position + 1, of: index)
            defer { stack.pop() }
            list.append(.init(key: nil, value: try value(-1, depth: depth)))
        }
        var others: [(order: KeyOrder, entry: InspectedValue.Entry)] = []
        try stack.forEachPair(of: index) { stack throws(LuaFault) in
            if let key = stack.integer(at: -2), stack.isInteger(at: -2), key >= 1,
                key <= Int64(length)
            {
                return
            }
            guard entriesLeft > 0 else { return }
            entriesLeft -= 1
            let key = try key(stack.absolute(-2), depth: depth)
            let value = try value(stack.absolute(-1), depth: depth)
            others.append((key.order, .init(key: key.text, value: value)))
        }
        others.sort { $0.order < $1.order }
        return list + others.map(\.entry) + (entriesLeft > 0 ? [] : [rest])
    }

    private var rest: InspectedValue.Entry { .init(key: nil, value: .word("…", .faint)) }

    /// Where a key stands among those of its table.
    private struct KeyOrder: Comparable {
        var rank: Int
        var number = 0.0
        var text = ""

        static func < (left: KeyOrder, right: KeyOrder) -> Bool {
            (left.rank, left.number, left.text) < (right.rank, right.number, right.text)
        }
    }

    private mutating func key(
        _ index: Int, depth: Int
    ) throws(LuaFault) -> (text: String, order: KeyOrder) {
        switch stack.kind(at: index) {
        case .string:
            let key = InspectedValue.key(stack.bytes(at: index) ?? [])
            return (key, KeyOrder(rank: 1, text: key))
        case .number:
            let number = stack.number(at: index) ?? 0
            return ("[\(text(at: index))]", KeyOrder(rank: 0, number: number))
        default:
            let shown = InspectionLayout(width: .max).text(try value(index, depth: min(depth, 1)))
            return ("[\(shown)]", KeyOrder(rank: 2, text: shown))
        }
    }

    /// What `tostring` gives, or the name of the type when that fails.
    private func text(at index: Int) -> String {
        guard let text = try? stack.text(at: index) else { return stack.typeName(at: index) }
        return String(decoding: text, as: UTF8.self)
    }
}
