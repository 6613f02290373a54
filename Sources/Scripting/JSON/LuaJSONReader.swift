internal import JSON
internal import Lua

/// Walks a Lua value and tells a sink what it holds.
///
/// Tables are read without metamethods. Each is read whole, by one protected call, before anything
/// it holds; what finalizers change meanwhile may be missed, but cannot disturb the walk.
struct LuaJSONReader<Sink: JSONSink> {
    let stack: LuaStack
    /// Where the metatable of arrays lies.
    let arrayMetatable: Int
    var sink: Sink
    /// The tables that the walk is inside of, outermost first.
    private var ancestors: [UnsafeRawPointer] = []

    init(_ stack: LuaStack, arrayMetatable: Int, into sink: Sink) {
        self.stack = stack
        self.arrayMetatable = arrayMetatable
        self.sink = sink
    }

    /// Reads the value at `index`, counted from the bottom.
    ///
    /// Stack: +0; when it throws, what lies on top is left to the caller.
    mutating func read(_ index: Int) throws(LuaJSONError) {
        switch stack.kind(at: index) {
        case .string: try readString(index)
        case .number: try readNumber(index)
        case .boolean: sink.bool(stack.truth(at: index))
        case .table: try readTable(index)
        case .lightUserdata where stack.isJSONNull(at: index): sink.null()
        case .userdata: try readObject(index)
        case .none: throw LuaJSONError(.unsupported(type: LuaKind.nil.name))
        case let kind: throw LuaJSONError(.unsupported(type: kind.name))
        }
    }

    private mutating func readString(_ index: Int) throws(LuaJSONError) {
        do throws(JSONError.Reason) {
            _ = try stack.withBytes(at: index) { bytes throws(JSONError.Reason) in
                try sink.string(bytes.span)
            }
        } catch {
            throw LuaJSONError(.invalidUTF8)
        }
    }

    /// A float is written as one, `3.0`, so that it comes back as one.
    private mutating func readNumber(_ index: Int) throws(LuaJSONError) {
        if stack.isInteger(at: index) {
            sink.integer(stack.integer(at: index) ?? 0)
            return
        }
        let value = stack.number(at: index) ?? 0
        do { try sink.double(value) } catch {
            // The sign of a NaN depends on the machine.
            throw LuaJSONError(.notFinite(value.isNaN ? "nan" : "\(value)"))
        }
    }

    private mutating func readObject(_ index: Int) throws(LuaJSONError) {
        try reserve()
        guard let object = stack.anyObject(at: index) as? any JSONRepresentableObject else {
            throw LuaJSONError(.unsupported(type: stack.typeName(at: index)))
        }
        sink.value(object.json)
    }

    private mutating func readTable(_ index: Int) throws(LuaJSONError) {
        guard let identity = stack.identity(at: index) else { return }
        if ancestors.contains(identity) { throw LuaJSONError(.cycle) }
        let limit = LuaStack.jsonDepthLimit
        guard ancestors.count < limit else { throw LuaJSONError(.tooDeep(limit: limit)) }
        try reserve()
        let isArray = isMarkedArray(index)
        ancestors.append(identity)
        switch (try contents(of: index), isArray) {
        case (.empty, true), (.sequence, _): try readElements(of: index)
        case (.empty, false):
            sink.beginObject()
            sink.endObject(0)
        case (.record(let count), false): try readMembers(count)
        case (.sparse(let position), _):
            throw LuaJSONError(.missingElement(position: position))
        case (.record, true), (.mixed, true): throw LuaJSONError(.membersInArray)
        case (.mixed, false): throw LuaJSONError(.mixedKeys)
        }
        ancestors.removeLast()
    }

    /// Reads the elements of a list.
    private mutating func readElements(of index: Int) throws(LuaJSONError) {
        try reserve()
        let count = stack.rawLength(at: index)
        let element = stack.count + 1
        sink.beginArray()
        for position in 1..<count + 1 {
            stack.pushElement(position, of: index)
            do { try read(element) } catch { throw error.inside(.element(position)) }
            stack.pop()
        }
        sink.endArray(count)
    }

    /// Reads the `count` pairs on top and takes them off.
    private mutating func readMembers(_ count: Int) throws(LuaJSONError) {
        let first = stack.count - 2 * count + 1
        sink.beginObject()
        for name in stride(from: first, to: first + 2 * count, by: 2) {
            do throws(JSONError.Reason) {
                _ = try stack.withBytes(at: name) { bytes throws(JSONError.Reason) in
                    try sink.name(bytes.span)
                }
            } catch {
                throw LuaJSONError(.invalidName)
            }
            do { try read(name + 1) } catch {
                throw error.inside(.name(stack.string(at: name) ?? ""))
            }
        }
        sink.endObject(count)
        stack.pop(2 * count)
    }

    private func contents(of index: Int) throws(LuaJSONError) -> LuaContents {
        do { return try stack.pushContents(of: index) } catch {
            throw LuaJSONError(.failed(error.kind))
        }
    }

    private func isMarkedArray(_ index: Int) -> Bool {
        guard stack.pushMetatable(of: index) else { return false }
        defer { stack.pop() }
        return stack.rawEqual(-1, arrayMetatable)
    }

    private func reserve() throws(LuaJSONError) {
        guard stack.reserve(8) else { throw LuaJSONError(.failed(.runtime)) }
    }
}
