/// Reads JSON text as RFC 8259 defines it, and nothing else.
///
/// Refused are invalid UTF-8, escapes of half a surrogate pair, a byte order mark, leading zeros,
/// trailing commas, comments, unescaped control characters, and numbers beyond the range of a
/// double. The parser does not recurse.
public enum JSONParser {
    /// Reads one JSON text and tells `handler` what it holds.
    ///
    /// The work is linear in the length of the text. When this throws, the handler has been told
    /// what came before the error.
    ///
    /// - Parameters:
    ///   - bytes: The whole text, in UTF-8.
    ///   - limits: How much to take.
    ///   - handler: What is told.
    @inlinable
    public static func parse<Handler: JSONHandler & ~Copyable>(
        _ bytes: Span<UInt8>, limits: JSONLimits = JSONLimits(), into handler: inout Handler
    ) throws(JSONError) {
        var position = 0
        do throws(JSONError.Reason) {
            try checkStart(bytes, limits, &position)
            try parseText(bytes, limits.depth, &position, &handler)
        } catch {
            throw JSONError(error, offset: position)
        }
    }

    /// Reads a value and the end of the text.
    ///
    /// Here and below, `position` stands at the offending byte when a function throws.
    @inlinable
    static func parseText<Handler: JSONHandler & ~Copyable>(
        _ bytes: Span<UInt8>, _ depthLimit: Int, _ position: inout Int, _ handler: inout Handler
    ) throws(JSONError.Reason) {
        var scratch: [UInt8] = []
        var outer: [Level] = []
        var level = Level(isObject: false, count: 0)
        reading: while true {
            switch try byteAfterSpace(bytes, &position) {
            case UInt8(ascii: "\""):
                let end = try readString(bytes, &position, &scratch, &handler)
                position = end
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                let end = try readNumber(bytes, &position, &handler)
                position = end
            case UInt8(ascii: "{"):
                guard outer.count < depthLimit else { throw .tooDeep(limit: depthLimit) }
                try handler.beginObject()
                position += 1
                guard try byteAfterSpace(bytes, &position) == UInt8(ascii: "}") else {
                    outer.append(level)
                    level = Level(isObject: true, count: 0)
                    try readName(bytes, &position, &scratch, &handler)
                    continue reading
                }
                try handler.endObject(0)
                position += 1
            case UInt8(ascii: "["):
                guard outer.count < depthLimit else { throw .tooDeep(limit: depthLimit) }
                try handler.beginArray()
                position += 1
                guard try byteAfterSpace(bytes, &position) == UInt8(ascii: "]") else {
                    outer.append(level)
                    level = Level(isObject: false, count: 0)
                    continue reading
                }
                try handler.endArray(0)
                position += 1
            case let byte:
                let end = try readWord(byte, bytes, &position, &handler)
                position = end
            }
            // A value has ended; so may have what it stands in.
            while !outer.isEmpty {
                level.count += 1
                if level.isObject {
                    try handler.member(level.count)
                } else {
                    try handler.element(level.count)
                }
                let byte = try byteAfterSpace(bytes, &position)
                if byte == UInt8(ascii: ",") {
                    position += 1
                    if level.isObject {
                        _ = try byteAfterSpace(bytes, &position)
                        try readName(bytes, &position, &scratch, &handler)
                    }
                    continue reading
                }
                guard byte == level.closing else { throw .unexpectedByte(byte) }
                if level.isObject {
                    try handler.endObject(level.count)
                } else {
                    try handler.endArray(level.count)
                }
                position += 1
                level = outer.removeLast()
            }
            return try checkEnd(bytes, &position)
        }
    }

    /// An array or an object that has begun and not ended.
    @usableFromInline
    @frozen
    struct Level {
        @usableFromInline let isObject: Bool
        @usableFromInline var count: Int

        @inlinable
        init(isObject: Bool, count: Int) {
            self.isObject = isObject
            self.count = count
        }

        @inlinable var closing: UInt8 { isObject ? UInt8(ascii: "}") : UInt8(ascii: "]") }
    }

    @usableFromInline
    static func checkStart(
        _ bytes: Span<UInt8>, _ limits: JSONLimits, _ position: inout Int
    ) throws(JSONError.Reason) {
        if bytes.count > limits.bytes {
            position = limits.bytes
            throw .tooLong(limit: limits.bytes)
        }
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
            throw .byteOrderMark
        }
    }

    @usableFromInline
    static func checkEnd(
        _ bytes: Span<UInt8>, _ position: inout Int
    ) throws(JSONError.Reason) {
        while position < bytes.count {
            guard isSpace(bytes[position]) else { throw .trailingContent }
            position += 1
        }
    }

    /// Moves to the next byte that is no white space, and returns it.
    @inlinable
    @inline(__always)
    static func byteAfterSpace(
        _ bytes: Span<UInt8>, _ position: inout Int
    ) throws(JSONError.Reason) -> UInt8 {
        while position < bytes.count {
            let byte = bytes[position]
            if byte > 0x20 { return byte }
            guard isSpace(byte) else { throw .unexpectedByte(byte) }
            position += 1
        }
        throw .unexpectedEnd
    }

    @inlinable
    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    /// Reads `null`, `true` or `false` and returns where it ends.
    @inlinable
    static func readWord<Handler: JSONHandler & ~Copyable>(
        _ byte: UInt8, _ bytes: Span<UInt8>, _ position: inout Int, _ handler: inout Handler
    ) throws(JSONError.Reason) -> Int {
        switch byte {
        case UInt8(ascii: "n"):
            try match("null", bytes, &position)
            try handler.null()
            return position + 4
        case UInt8(ascii: "t"):
            try match("true", bytes, &position)
            try handler.bool(true)
            return position + 4
        case UInt8(ascii: "f"):
            try match("false", bytes, &position)
            try handler.bool(false)
            return position + 5
        default:
            throw .unexpectedByte(byte)
        }
    }

    @usableFromInline
    static func match(
        _ word: StaticString, _ bytes: Span<UInt8>, _ position: inout Int
    ) throws(JSONError.Reason) {
        var at = position
        for index in 0..<word.utf8CodeUnitCount {
            guard at < bytes.count else {
                position = at
                throw .unexpectedEnd
            }
            guard unsafe bytes[at] == word.utf8Start[index] else {
                position = at
                throw .unexpectedByte(bytes[at])
            }
            at += 1
        }
    }
}
