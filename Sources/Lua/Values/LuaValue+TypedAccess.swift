// Tables and functions with Swift types in place of ``LuaValue``.

extension LuaTable {
    /// The value under `key` as a Swift value; metamethods are asked, as `t[key]` does in Lua.
    ///
    /// - Throws: ``LuaError``: what a metamethod raised, or of kind ``LuaError/Kind/conversion``.
    public subscript<Value: LuaReadable>(
        key: some LuaPushable, as type: Value.Type
    ) -> Value {
        get throws(LuaError) {
            try withStack { stack throws(LuaError) in
                let step = try stack.pushKey(key)
                try stack.get(of: -2)
                return try stack.converting(inside: step) { () throws(LuaConversionError) in
                    try stack.read(Value.self, at: -1)
                }
            }
        }
    }

    /// Sets the value under `key`; nil removes it. Metamethods are asked.
    public func set(_ key: some LuaPushable, to value: some LuaPushable) throws(LuaError) {
        try withStack { stack throws(LuaError) in
            let step = try stack.pushKey(key)
            try stack.converting(inside: step) { () throws(LuaConversionError) in
                try stack.push(converting: value)
            }
            try stack.set(of: -3)
        }
    }

    /// The whole table as a Swift value: an array, a dictionary, a type of your own.
    public func read<Value: LuaReadable>(as type: Value.Type) throws(LuaError) -> Value {
        try withStack { stack throws(LuaError) in
            try stack.converting { () throws(LuaConversionError) in
                try stack.read(Value.self, at: -1)
            }
        }
    }

    /// Runs `body` with the table on top of the stack, and takes off whatever lies there after.
    private func withStack<Result>(
        _ body: (LuaStack) throws(LuaError) -> Result
    ) throws(LuaError) -> Result {
        let stack = try reference.stack()
        guard stack.reserve(Nesting.room) else { throw LuaError(.init(.failed(.runtime))) }
        let bottom = stack.count
        defer { stack.pop(stack.count - bottom) }
        reference.push(on: stack)
        return try body(stack)
    }
}

extension LuaFunction {
    /// Calls the function on the main thread and converts its results.
    ///
    /// Results that were not asked for are dropped; those that are missing are nil.
    ///
    /// ```swift
    /// let (sum, text) = try function.call(1, "x", returning: (Int, String).self)
    /// ```
    ///
    /// - Throws: ``LuaError``: what the function raised, or of kind ``LuaError/Kind/conversion``,
    ///   such as `result #2: integer expected, got string`.
    public func call<each Argument: LuaPushable, each Result: LuaReadable>(
        _ argument: repeat each Argument, returning types: (repeat each Result).Type
    ) throws(LuaError) -> (repeat each Result) {
        let stack = try reference.stack()
        let bottom = stack.count
        defer { stack.pop(stack.count - bottom) }
        try push(repeat each argument, on: stack)
        let count = try stack.call(argumentCount: stack.count - bottom - 1)
        var results = ResultReader(stack: stack, bottom: bottom, count: count)
        return (repeat try results.next((each Result).self))
    }

    /// Calls the function on the main thread and converts its first result.
    ///
    /// - Throws: as the form with several results.
    public func call<each Argument: LuaPushable, Result: LuaReadable>(
        _ argument: repeat each Argument, returning type: Result.Type
    ) throws(LuaError) -> Result {
        let stack = try reference.stack()
        let bottom = stack.count
        defer { stack.pop(stack.count - bottom) }
        try push(repeat each argument, on: stack)
        let count = try stack.call(argumentCount: stack.count - bottom - 1)
        var results = ResultReader(stack: stack, bottom: bottom, count: count)
        return try results.next(type)
    }

    /// Pushes the function and its arguments.
    private func push<each Argument: LuaPushable>(
        _ argument: repeat each Argument, on stack: LuaStack
    ) throws(LuaError) {
        guard stack.reserve(1) else { throw LuaError(.init(.failed(.runtime))) }
        reference.push(on: stack)
        var position = 0
        for argument in repeat each argument {
            position += 1
            try stack.converting(inside: .argument(position)) { () throws(LuaConversionError) in
                try stack.push(converting: argument)
            }
        }
    }
}

/// Reads the results of a call one after the other.
private struct ResultReader {
    let stack: LuaStack
    let bottom: Int
    let count: Int
    var position = 0

    init(stack: LuaStack, bottom: Int, count: Int) {
        self.stack = stack
        self.bottom = bottom
        self.count = count
    }

    mutating func next<Value: LuaReadable>(_: Value.Type) throws(LuaError) -> Value {
        position += 1
        let position = position
        return try stack.converting(inside: .result(position)) { () throws(LuaConversionError) in
            try stack.read(Value.self, at: bottom + position)
        }
    }
}

extension LuaState {
    /// The Lua value that a Swift value becomes.
    ///
    /// - Throws: ``LuaError`` of kind ``LuaError/Kind/conversion``.
    public func value(of value: some LuaPushable) throws(LuaError) -> LuaValue {
        let stack = stack
        try stack.converting { () throws(LuaConversionError) in
            try stack.push(converting: value)
        }
        defer { stack.pop() }
        return stack.value(at: -1)
    }

    /// The Swift value that a Lua value becomes.
    ///
    /// - Throws: ``LuaError`` of kind ``LuaError/Kind/conversion``.
    public func read<Value: LuaReadable>(
        _ value: LuaValue, as type: Value.Type
    ) throws(LuaError) -> Value {
        let stack = stack
        let bottom = stack.count
        defer { stack.pop(stack.count - bottom) }
        return try stack.converting { () throws(LuaConversionError) in
            try stack.push(converting: value)
            return try stack.read(type, at: -1)
        }
    }
}

extension LuaStack {
    /// Pushes a key; answers the step to what lies under it. Stack: -0 +1
    fileprivate func pushKey(
        _ key: some LuaPushable
    ) throws(LuaError) -> LuaConversionError.Step {
        try converting { () throws(LuaConversionError) in try push(converting: key) }
        return step(toKeyAt: -1)
    }

    /// Pushes a value that must be of this state. Stack: -0 +1 (+0 when it throws)
    func push(ownValue value: LuaValue) throws(LuaError) {
        try converting { () throws(LuaConversionError) in try push(converting: value) }
    }

    /// Makes an error of this library from one of a conversion.
    fileprivate func converting<Result>(
        inside step: LuaConversionError.Step? = nil,
        _ body: () throws(LuaConversionError) -> Result
    ) throws(LuaError) -> Result {
        do { return try body() } catch {
            throw LuaError(step.map(error.inside) ?? error)
        }
    }
}
