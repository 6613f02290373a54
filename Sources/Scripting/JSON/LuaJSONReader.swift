internal import JSON
internal import Lua

/// Tells a sink of JSON what a walk over a Lua value tells.
protocol LuaJSONReader: LuaVisitor {
    associatedtype Sink: JSONSink

    var sink: Sink { get set }
    /// Why the walk was ended here.
    var refusal: LuaJSONError.Reason? { get set }
}

/// Writes text.
struct LuaJSONTextReader: LuaJSONReader {
    var sink: JSONWriter
    var refusal: LuaJSONError.Reason?
}

/// Builds a tree.
struct LuaJSONTreeReader: LuaJSONReader {
    var sink = JSONTree()
    var refusal: LuaJSONError.Reason?
}

extension LuaJSONReader {
    mutating func name(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        do { try sink.name(bytes.span) } catch { return refuse(.invalidName) }
        return true
    }

    mutating func string(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        do { try sink.string(bytes.span) } catch { return refuse(.invalidUTF8) }
        return true
    }

    /// A float is written as one, `3.0`, so that it comes back as one.
    mutating func number(_ value: Double) -> Bool {
        do { try sink.double(value) } catch {
            // The sign of a NaN depends on the machine.
            return refuse(.notFinite(value.isNaN ? "nan" : "\(value)"))
        }
        return true
    }

    mutating func integer(_ value: Int64) -> Bool {
        sink.integer(value)
        return true
    }

    mutating func boolean(_ value: Bool) -> Bool {
        sink.bool(value)
        return true
    }

    mutating func marker(_ pointer: UnsafeMutableRawPointer?) -> Bool {
        guard let pointer, LuaValue.marker(pointer).isNull else {
            return refuse(.unsupported(type: LuaKind.lightUserdata.name))
        }
        sink.null()
        return true
    }

    mutating func other(_ kind: LuaKind, at index: Int, of stack: LuaStack) -> Bool {
        guard stack.reserve(4) else { return refuse(.tooLarge) }
        guard let object = stack.anyObject(at: index) as? any JSONRepresentableObject else {
            let type = kind == .none ? LuaKind.nil.name : stack.typeName(at: index)
            return refuse(.unsupported(type: type))
        }
        sink.value(object.json)
        return true
    }

    mutating func beginList() -> Bool {
        sink.beginArray()
        return true
    }

    mutating func endList(_ count: Int) -> Bool {
        sink.endArray(count)
        return true
    }

    mutating func beginRecord() -> Bool {
        sink.beginObject()
        return true
    }

    mutating func endRecord(_ count: Int) -> Bool {
        sink.endObject(count)
        return true
    }

    private mutating func refuse(_ reason: LuaJSONError.Reason) -> Bool {
        refusal = reason
        return false
    }
}
