internal import JSON
package import Lua

/// Reads a value from Lua into what a person is shown of it.
///
/// No metamethod is asked but `__tostring` of objects declared in Swift, so that looking at a value
/// changes nothing.
package struct InspectionReader {
    private let stack: LuaStack
    private let limits: InspectionLimits
    private var seen: [UnsafeRawPointer: Int] = [:]
    private var isRepeated: Set<UnsafeRawPointer> = []
    /// The numbers of tables that are referred to, by table.
    private var labels: [UnsafeRawPointer: Int] = [:]
    private var entriesLeft = InspectionLimits.entriesInAll
    /// The entries of tables which are only counted that may still be looked at.
    private var countsLeft = 5 * InspectionLimits.entriesInAll

    package init(_ stack: LuaStack, _ limits: InspectionLimits = InspectionLimits()) {
        self.stack = stack
        var limits = limits
        limits.depth = min(limits.depth, InspectionLimits.depthLimit)
        self.limits = limits
    }

    /// The value at `index`.
    ///
    /// - Throws: ``LuaFault`` when Lua's stack is used up.
    package mutating func read(_ index: Int) throws(LuaFault) -> InspectedValue {
        let index = stack.absolute(index)
        // A first pass finds the tables that stand in several places.
        try count(index, depth: limits.depth)
        isRepeated = Set(seen.filter { $0.value > 1 }.map(\.key))
        entriesLeft = InspectionLimits.entriesInAll
        return try value(index, limits)
    }

    private mutating func count(_ index: Int, depth: Int) throws(LuaFault) {
        guard stack.kind(at: index) == .table, let identity = stack.identity(at: index),
            entriesLeft > 0
        else { return }
        seen[identity, default: 0] += 1
        guard seen[identity] == 1, depth > 0 else { return }
        guard stack.reserve(40) else { throw Self.tooDeep }
        try stack.forEachPair(of: index) { stack throws(LuaFault) in
            entriesLeft -= 1
            try count(stack.absolute(-2), depth: depth - 1)
            try count(stack.absolute(-1), depth: depth - 1)
        }
    }

    private static let tooDeep = LuaFault("the value is nested too deeply to show")

    private mutating func value(
        _ index: Int, _ limits: InspectionLimits
    ) throws(LuaFault) -> InspectedValue {
        let index = stack.absolute(index)
        switch stack.kind(at: index) {
        case .string: return .quoted(stack.bytes(at: index) ?? [], limits)
        case .number: return .word(stack.numberText(at: index) ?? "?", .number)
        case .nil, .none: return .word("nil", .keyword)
        case .boolean: return .word(stack.truth(at: index) ? "true" : "false", .keyword)
        case .lightUserdata:
            return stack.isJSONNull(at: index)
                ? .word("null", .keyword) : .word("light userdata", .faint)
        case .table: return try table(index, limits)
        case .function:
            let place = stack.definition(at: index)?.description ?? "built in"
            return .word(PrintableText.shown("function (\(place))"), .plain)
        case .thread: return .word("thread", .plain)
        case .userdata: return .word(object(at: index), .plain)
        }
    }

    /// An object in one line.
    private func object(at index: Int) -> String {
        guard stack.anyObject(at: index) != nil, let text = try? stack.text(at: index) else {
            return PrintableText.shown(stack.typeName(at: index))
        }
        return PrintableText.shown(text)
    }

    private mutating func table(
        _ index: Int, _ limits: InspectionLimits
    ) throws(LuaFault) -> InspectedValue {
        guard let identity = stack.identity(at: index) else { return .folded(1) }
        if let label = labels[identity] { return .word("<table \(label)>", .faint) }
        var label: Int?
        if isRepeated.contains(identity) {
            label = labels.count + 1
            labels[identity] = label
        }
        guard limits.depth > 0 else { return folded(index) }
        guard stack.reserve(40) else { throw Self.tooDeep }
        let entries = try elements(index, limits) + members(index, limits)
        return .table(entries, label: label)
    }

    /// What stands for a table that lies too deep: how much is in it, if that is soon counted.
    private mutating func folded(_ index: Int) -> InspectedValue {
        guard countsLeft > 0 else { return .word("{…}", .faint) }
        var count = 0
        stack.forEachPair(of: index) { _ in count += 1 }
        countsLeft -= count
        return .folded(count)
    }

    /// The elements 1 to n.
    private mutating func elements(
        _ index: Int, _ limits: InspectionLimits
    ) throws(LuaFault) -> [InspectedValue.Entry] {
        let length = stack.rawLength(at: index)
        var list: [InspectedValue.Entry] = []
        for position in 0..<min(length, limits.entries) {
            guard entriesLeft > 0 else { break }
            entriesLeft -= 1
            _ = stack.pushElement(position + 1, of: index)
            defer { stack.pop() }
            list.append(.init(key: nil, value: try value(-1, limits.inside)))
        }
        return list + InspectedValue.rest(length - list.count)
    }

    /// The keys beyond the list: numbers, names, everything else, each in order.
    private mutating func members(
        _ index: Int, _ limits: InspectionLimits
    ) throws(LuaFault) -> [InspectedValue.Entry] {
        let length = Int64(stack.rawLength(at: index))
        var keys: [Key] = []
        var objects: [(order: String, entry: InspectedValue.Entry)] = []
        var count = 0
        try stack.forEachPair(of: index) { stack throws(LuaFault) in
            if let key = stack.integer(at: -2), (1...max(1, length)).contains(key), length > 0 {
                return
            }
            count += 1
            if keys.count < InspectionLimits.entriesInAll,
                let key = Key(stack, at: -2, limits)
            {
                return keys.append(key)
            }
            guard objects.count < limits.entries, entriesLeft > 0 else { return }
            entriesLeft -= 1
            var few = limits
            few.depth = min(limits.depth - 1, 1)
            let key = try value(stack.absolute(-2), few)
            let shown = InspectionLayout(InspectionStyle(width: .max)).text(key)
            let value = try value(stack.absolute(-1), limits.inside)
            objects.append((shown, .init(key: "[\(shown)]", value: value)))
        }
        keys.sort()
        var shown: [InspectedValue.Entry] = []
        for key in keys.prefix(limits.entries) {
            guard entriesLeft > 0 else { break }
            entriesLeft -= 1
            key.push(on: stack)
            stack.getRaw(of: index)
            defer { stack.pop() }
            shown.append(.init(key: key.text, value: try value(-1, limits.inside)))
        }
        objects.sort { $0.order < $1.order }
        shown += objects.prefix(limits.entries - min(limits.entries, shown.count)).map(\.entry)
        return shown + InspectedValue.rest(count - shown.count)
    }
}

/// A key that can be pushed again: a number or a string.
private struct Key: Comparable {
    private enum Value {
        case integer(Int64)
        case number(Double)
        case string([UInt8])
    }

    private let value: Value
    /// The key as a table constructor writes it.
    let text: String

    /// Nil for a key of another type.
    init?(_ stack: LuaStack, at index: Int, _ limits: InspectionLimits) {
        switch stack.kind(at: index) {
        case .string:
            let bytes = stack.bytes(at: index) ?? []
            value = .string(bytes)
            text = InspectedValue.key(bytes, limits)
        case .number:
            value =
                stack.isInteger(at: index)
                ? .integer(stack.integer(at: index) ?? 0) : .number(stack.number(at: index) ?? 0)
            text = "[\(stack.numberText(at: index) ?? "?")]"
        default: return nil
        }
    }

    func push(on stack: LuaStack) {
        switch value {
        case .integer(let value): stack.push(value)
        case .number(let value): stack.push(value)
        case .string(let bytes): stack.push(bytes)
        }
    }

    static func == (left: Key, right: Key) -> Bool { !(left < right) && !(right < left) }

    static func < (left: Key, right: Key) -> Bool {
        switch (left.value, right.value) {
        case (.string, .string): left.text < right.text
        case (.string, _): false
        case (_, .string): true
        case (.integer(let left), .integer(let right)): left < right
        default: left.number < right.number
        }
    }

    private var number: Double {
        switch value {
        case .integer(let value): Double(value)
        case .number(let value): value
        case .string: 0
        }
    }
}
