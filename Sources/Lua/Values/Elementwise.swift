// What holds other values: optionals, arrays, dictionaries.

/// A type whose conversion is that of what it holds.
protocol Elementwise {}

extension Optional: Elementwise {}
extension Array: Elementwise {}
extension Dictionary: Elementwise {}

// MARK: Optionals

extension Optional: LuaPushable where Wrapped: LuaPushable {
    /// Pushes nil for none; arrays and dictionaries put null in its place.
    public func push(on stack: LuaStack) throws(LuaConversionError) {
        if let self { try self.push(on: stack) } else { stack.pushNil() }
    }
}

extension Optional: LuaReadable where Wrapped: LuaReadable {
    public static var luaTypeName: String { Wrapped.luaTypeName }

    /// Reads nil, null and nothing at all as none.
    public static func read(
        from stack: LuaStack, at index: Int
    ) throws(LuaConversionError) -> Wrapped? {
        if stack.isNilOrNone(at: index) || stack.isNull(at: index) { return nil }
        return try Wrapped.read(from: stack, at: index)
    }
}

// MARK: Arrays

extension Array: LuaPushable where Element: LuaPushable {
    /// Pushes a list that is marked as an array; `[UInt8]` is a string.
    public func push(on stack: LuaStack) throws(LuaConversionError) {
        if Element.self == UInt8.self, let bytes = self as? [UInt8] {
            stack.push(bytes)
            return
        }
        try stack.pushingInside { () throws(LuaConversionError) in
            try stack.restoringOnError { () throws(LuaConversionError) in
                stack.pushTable(elements: count)
                stack.markArray(at: -1)
                for (offset, element) in enumerated() {
                    do throws(LuaConversionError) { try element.push(on: stack) } catch {
                        throw error.inside(.element(offset + 1))
                    }
                    stack.replaceNilByNull()
                    stack.setElement(offset + 1, of: -2)
                }
            }
        }
    }
}

extension Array: LuaReadable where Element: LuaReadable {
    public static var luaTypeName: String { Element.self == UInt8.self ? "string" : "table" }

    /// Reads a table with the keys 1 to n, without metamethods; `[UInt8]` is read from a string.
    public static func read(
        from stack: LuaStack, at index: Int
    ) throws(LuaConversionError) -> [Element] {
        if Element.self == UInt8.self {
            guard let bytes = stack.bytes(at: index) as? [Element] else {
                throw mismatch(stack, at: index)
            }
            return bytes
        }
        guard stack.kind(at: index) == .table else { throw mismatch(stack, at: index) }
        return try stack.readingInside(index) { () throws(LuaConversionError) in
            let count = try stack.listCount(at: index)
            let place = stack.count + 1
            var elements: [Element] = []
            elements.reserveCapacity(count)
            for position in 1..<count + 1 {
                stack.pushElement(position, of: index)
                defer { stack.pop() }
                do throws(LuaConversionError) {
                    elements.append(try Element.read(from: stack, at: place))
                } catch {
                    throw error.inside(.element(position))
                }
            }
            return elements
        }
    }
}

// MARK: Dictionaries

extension Dictionary: LuaPushable where Key: LuaKey, Value: LuaPushable {
    /// Pushes a table.
    public func push(on stack: LuaStack) throws(LuaConversionError) {
        try pushPairs(on: stack, path: []) { value, step throws(LuaConversionError) in
            do throws(LuaConversionError) { try value.push(on: stack) } catch {
                throw error.inside(step)
            }
        }
    }
}

extension Dictionary where Key: LuaKey {
    /// Pushes a table whose values `pushValue` pushes. Stack: -0 +1 (+0 when it throws)
    ///
    /// - Parameter path: where the dictionary lies; what `pushValue` throws tells its own place.
    func pushPairs(
        on stack: LuaStack, path: [any CodingKey],
        _ pushValue: (Value, LuaConversionError.Step) throws(LuaConversionError) -> Void
    ) throws(LuaConversionError) {
        try stack.pushingInside(path) { () throws(LuaConversionError) in
            try stack.restoringOnError { () throws(LuaConversionError) in
                stack.pushTable(members: count)
                let table = stack.count
                for (key, value) in self {
                    do throws(LuaConversionError) { try key.push(on: stack) } catch {
                        throw error.inside(path)
                    }
                    try pushValue(value, stack.step(toKeyAt: -1))
                    stack.replaceNilByNull()
                    stack.setRaw(of: table)
                }
            }
        }
    }

    /// Reads a table, whose keys must all be of this kind, without metamethods; `readValue` reads
    /// the values. Names come in the order of their bytes and integers in their own, so that the
    /// first error is the same in every run.
    ///
    /// - Parameter path: where the table lies; what `readValue` throws tells its own place.
    static func readPairs(
        from stack: LuaStack, at index: Int, path: [any CodingKey],
        _ readValue: (Int, LuaConversionError.Step) throws(LuaConversionError) -> Value
    ) throws(LuaConversionError) -> [Key: Value] {
        guard stack.kind(at: index) == .table else {
            throw LuaConversionError(
                .mismatch(expected: "table", found: stack.typeName(at: index))
            ).inside(path)
        }
        return try stack.readingInside(index, path) { () throws(LuaConversionError) in
            var pairs: [Key: Value] = [:]
            for key in try stack.sortedKeys(of: index, path) {
                let bottom = stack.count
                defer { stack.pop(stack.count - bottom) }
                stack.push(key)
                let step = stack.step(toKeyAt: -1)
                let name: Key
                do throws(LuaConversionError) {
                    name = try Key.read(from: stack, at: bottom + 1)
                } catch {
                    throw error.inside(step).inside(path)
                }
                stack.pushCopy(of: -1)
                stack.getRaw(of: index)
                pairs[name] = try readValue(bottom + 2, step)
            }
            return pairs
        }
    }
}

extension Dictionary: LuaReadable where Key: LuaKey, Value: LuaReadable {
    public static var luaTypeName: String { "table" }

    /// Reads a table whose keys are all of one kind; see <doc:ValueRules>.
    public static func read(
        from stack: LuaStack, at index: Int
    ) throws(LuaConversionError) -> [Key: Value] {
        try readPairs(from: stack, at: index, path: []) { place, step throws(LuaConversionError) in
            do throws(LuaConversionError) { return try Value.read(from: stack, at: place) } catch {
                throw error.inside(step)
            }
        }
    }
}

extension LuaStack {
    /// The step to the value under the key at `index`.
    func step(toKeyAt index: Int) -> LuaConversionError.Step {
        if let integer = integer(at: index) { return .element(Int(integer)) }
        return .name(string(at: index) ?? typeName(at: index))
    }

    /// The keys of the table at `index`, which must be all integers or all strings.
    fileprivate func sortedKeys(
        of index: Int, _ path: [any CodingKey]
    ) throws(LuaConversionError) -> [LuaValue] {
        var integers: [Int64] = []
        var names: [LuaString] = []
        do throws(LuaConversionError) {
            try forEachKey(of: index) { () throws(LuaConversionError) in
                if isInteger(at: -1), let key = integer(at: -1) {
                    integers.append(key)
                } else if let name = bytes(at: -1) {
                    names.append(LuaString(name))
                } else {
                    throw LuaConversionError(.mixedKeys)
                }
            }
            guard integers.isEmpty || names.isEmpty else { throw LuaConversionError(.mixedKeys) }
        } catch {
            throw error.inside(path)
        }
        names.sort { $0.bytes.lexicographicallyPrecedes($1.bytes) }
        return integers.sorted().map(LuaValue.integer) + names.map(LuaValue.string)
    }
}
