internal import CLua

// Arguments and results of a host function with Swift types.

extension LuaCall {
    /// Parameter `position` as a Swift value.
    ///
    /// - Throws: ``LuaFault`` in Lua's own words, such as
    ///   `bad argument #2 to 'write' (members[3].age: integer expected, got string)`.
    public func argument<Value: LuaReadable>(
        _ position: Int, as type: Value.Type = Value.self
    ) throws(LuaFault) -> Value {
        do { return try stack.read(type, at: index(position)) } catch {
            throw LuaFault(argument: position, "\(error)")
        }
    }

    /// Hands the bytes of parameter `position`, a string, to `body` without a copy.
    ///
    /// The compiler keeps the bytes from leaving `body`; while it runs, `body` must leave the
    /// arguments on the stack.
    ///
    /// - Throws: ``LuaFault`` when the argument is no string, and what `body` throws.
    public func withSpan<Result>(
        _ position: Int, _ body: (Span<UInt8>) throws -> Result
    ) throws -> Result {
        let result = try stack.withBytes(at: index(position)) { bytes throws in
            try body(bytes.span)
        }
        guard let result else {
            let found = stack.typeName(at: index(position))
            throw LuaFault(argument: position, "string expected, got \(found)")
        }
        return result
    }

    /// Adds results, each converted from a Swift value.
    ///
    /// - Throws: ``LuaConversionError`` when Lua has no such value; a script reads it as
    ///   `result #1: …`.
    public mutating func returns<each Result: LuaPushable>(
        _ result: repeat each Result
    ) throws(LuaConversionError) {
        var position = 0
        for result in repeat each result {
            position += 1
            try push { stack throws(LuaConversionError) in
                do throws(LuaConversionError) { try stack.push(converting: result) } catch {
                    throw error.inside(.result(position))
                }
                return 1
            }
        }
    }

    /// Puts the declared defaults in the places of arguments that are nil or were not given.
    func fillDefaults(_ parameters: [Parameter]) {
        guard stack.reserve(parameters.count + Nesting.room) else { return }
        for (position, parameter) in parameters.enumerated() {
            guard let value = parameter.defaultValue, isNilOrNone(position + 1) else { continue }
            let place = index(position + 1)
            if stack.count < place { lua_settop(L, CInt(place)) }
            stack.push(value)
            stack.replace(place)
        }
    }
}
