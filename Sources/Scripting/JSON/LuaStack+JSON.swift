public import JSON
public import Lua

/// JSON as Lua values, and Lua values as JSON.
///
/// | JSON | Lua |
/// | --- | --- |
/// | object | a table with string keys; an empty table |
/// | array | a table marked as an array; any table whose keys are 1 to n, n > 0 |
/// | null | one light userdata, `muster.null` |
/// | integer text that fits 64 bits | an integer |
/// | any other number | a float |
///
/// A float is written with a fraction or an exponent (`3.0`), so that numbers keep their subtype
/// through a round trip. Objects are written by the byte order of their names, since Lua's own
/// order differs from run to run. Metamethods are not asked; an object of a class declared in Swift
/// is written as ``JSONRepresentableObject`` says.
extension LuaStack {
    /// How many tables may lie inside each other in a value that becomes JSON.
    public static var jsonDepthLimit: Int { walkDepthLimit }

    /// Pushes a JSON value. Stack: -0 +1 (+0 when it throws)
    ///
    /// - Throws: ``LuaJSONError/Reason/tooLarge`` when Lua's stack is used up.
    public func push(json value: JSONValue) throws(LuaJSONError) {
        guard reserve(8) else { throw LuaJSONError(.tooLarge) }
        pushArrayMetatable()
        let bottom = count
        do { try push(value, arrayMetatable: bottom) } catch {
            pop(count - bottom + 1)
            throw error
        }
        replace(bottom)
    }

    /// The JSON value at `index`.
    public func json(at index: Int) throws(LuaJSONError) -> JSONValue {
        try read(index, with: LuaJSONTreeReader()).values[0]
    }

    /// Reads JSON text and pushes what it says. Stack: -0 +1 (+0 when it throws)
    ///
    /// - Parameter bytes: The text, which finalizers must not be able to free: hold the string that
    ///   it lies in on the stack.
    public func push(
        parsingJSON bytes: Span<UInt8>, limits: JSONLimits = JSONLimits()
    ) throws(JSONError) {
        guard reserve(8) else { throw JSONError(.rejected("no room on Lua's stack"), offset: 0) }
        pushArrayMetatable()
        let bottom = count
        var builder = LuaJSONBuilder(stack: self, arrayMetatable: bottom)
        do { try JSONParser.parse(bytes, limits: limits, into: &builder) } catch {
            pop(count - bottom + 1)
            throw error
        }
        replace(bottom)
    }

    /// The JSON text of the value at `index`, as UTF-8.
    public func jsonText(
        at index: Int, style: JSONWriter.Style = .compact
    ) throws(LuaJSONError) -> [UInt8] {
        let writer = JSONWriter(style: style, reservingCapacity: 1_024)
        return try read(index, with: LuaJSONTextReader(sink: writer)).bytes
    }

    private func read<Reader: LuaJSONReader>(
        _ index: Int, with reader: Reader
    ) throws(LuaJSONError) -> Reader.Sink {
        let index = absolute(index)
        guard reserve(8) else { throw LuaJSONError(.tooLarge) }
        pushArrayMetatable()
        defer { pop() }
        var reader = reader
        do { try walk(index, listMetatable: -1, visitor: &reader) } catch {
            throw LuaJSONError(error, refusal: reader.refusal)
        }
        return reader.sink
    }

    private func push(_ value: JSONValue, arrayMetatable: Int) throws(LuaJSONError) {
        switch value {
        case .null: pushJSONNull()
        case .bool(let value): push(value)
        case .number(let number): push(number)
        case .string(let text): push(text)
        case .array(let elements):
            guard reserve(8) else { throw LuaJSONError(.tooLarge) }
            pushTable(elements: elements.count)
            pushCopy(of: arrayMetatable)
            setMetatable(of: -2)
            for (offset, element) in elements.enumerated() {
                try push(element, arrayMetatable: arrayMetatable)
                setElement(offset + 1, of: -2)
            }
        case .object(let object):
            guard reserve(8) else { throw LuaJSONError(.tooLarge) }
            pushTable(members: object.count)
            for member in object.members {
                push(member.name)
                try push(member.value, arrayMetatable: arrayMetatable)
                setRaw(of: -3)
            }
        }
    }

    private func push(_ number: JSONNumber) {
        // `-0` is written as an integer, but Lua's integers have no such value.
        if number.isWrittenAsInteger, let integer = number.integer,
            integer != 0 || number.text == "0"
        {
            push(integer)
        } else {
            push(number.double)
        }
    }
}
