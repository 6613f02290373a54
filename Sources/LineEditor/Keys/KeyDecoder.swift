/// Makes keys of the bytes that a terminal sends, however they are cut into reads.
///
/// An escape byte may be the Escape key or the start of a sequence, and only time can tell: while
/// `isPending`, a caller that has heard nothing for a while calls `timeOut()`.
public struct KeyDecoder: Sendable {
    /// A longer paste arrives as several, in order.
    public let pasteLimitBytes: Int
    /// A sequence that goes on for longer is dropped.
    static let sequenceLimitBytes = 64

    private enum State: Sendable, Equatable {
        case ground, escape, escapeEscape
        /// After `ESC O`.
        case singleShift
        /// After `ESC [`, with the bytes that followed.
        case sequence([UInt8])
        /// In a string for the terminal (`ESC ]`, `ESC P` and others), until it ends.
        case string(escaped: Bool)
        case scalar([UInt8], length: Int, isAlt: Bool)
        case paste
    }

    private var state = State.ground
    private var isAlt = false
    private var pasted: [UInt8] = []

    /// Begins with no byte seen.
    public init(pasteLimitBytes: Int = 16 << 20) {
        precondition(pasteLimitBytes > 0, "a paste of some bytes")
        self.pasteLimitBytes = pasteLimitBytes
    }

    /// Whether the bytes so far may be all of a key, or only its start.
    public var isPending: Bool { state != .ground && state != .paste }

    /// Takes one more byte.
    ///
    /// - Returns: The events that are complete now, often none.
    public mutating func decode(_ byte: UInt8) -> [InputEvent] {
        switch state {
        case .ground: return ground(byte, alt: false)
        case .escape: return escape(byte)
        case .escapeEscape:
            // Escape, then a key with Alt; terminals that send Alt and an arrow this way too.
            if byte == 0x5B { return begin(.sequence([]), alt: true) }
            if byte == 0x4F { return begin(.singleShift, alt: true) }
            state = .ground
            return [.key(Key(.escape))] + ground(byte, alt: true)
        case .singleShift: return singleShift(byte)
        case .sequence(let bytes): return sequence(bytes, byte)
        case .string(let escaped):
            let isOver = byte == 0x07 || (escaped && byte == 0x5C)
            state = isOver ? .ground : .string(escaped: byte == 0x1B)
            return []
        case .scalar(let bytes, let length, let isAlt):
            return scalar(bytes, length, isAlt, byte)
        case .paste: return paste(byte)
        }
    }

    /// Takes several bytes.
    public mutating func decode(_ bytes: some Sequence<UInt8>) -> [InputEvent] {
        var events: [InputEvent] = []
        var rest = Array(bytes)[...]
        while let byte = rest.first {
            if case .paste = state {
                // Only the last byte of its end needs a look.
                let room = max(pasteLimitBytes - pasted.count, 0)
                let part = rest.prefix(room).prefix { $0 != Self.pasteEnd[5] }
                pasted += part
                rest = rest.dropFirst(part.count)
                if !part.isEmpty { continue }
            }
            events += decode(byte)
            rest = rest.dropFirst()
        }
        return events
    }

    /// Says that no more bytes came in time: what is pending was meant as it stands.
    public mutating func timeOut() -> [InputEvent] {
        defer { if state != .paste { state = .ground } }
        switch state {
        case .ground, .paste, .string: return []
        case .escape: return [.key(Key(.escape))]
        case .escapeEscape: return [.key(Key(.escape, .alt))]
        case .singleShift: return [.key(Key(.character("O"), .alt))]
        case .sequence(let bytes): return bytes.isEmpty ? [.key(Key(.character("["), .alt))] : []
        case .scalar(_, _, let isAlt): return [character("\u{FFFD}", alt: isAlt)]
        }
    }

    private mutating func begin(_ next: State, alt: Bool) -> [InputEvent] {
        state = next
        isAlt = alt
        return []
    }

    private mutating func ground(_ byte: UInt8, alt: Bool) -> [InputEvent] {
        state = .ground
        let modifiers: Key.Modifiers = alt ? .alt : []
        switch byte {
        case 0x1B: return begin(.escape, alt: false)
        case 0x0D: return [.key(Key(.enter, modifiers))]
        case 0x09: return [.key(Key(.tab, modifiers))]
        case 0x7F: return [.key(Key(.backspace, modifiers))]
        case 0x00: return [.key(Key(.character(" "), modifiers.union(.control)))]
        case 0x01...0x1A:
            return [character(UnicodeScalar(byte + 0x60), alt: alt, control: true)]
        case 0x1C...0x1F:
            return [character(UnicodeScalar(byte + 0x40), alt: alt, control: true)]
        case 0x20...0x7E: return [character(UnicodeScalar(byte), alt: alt)]
        case 0xC2...0xDF: return begin(.scalar([byte], length: 2, isAlt: alt), alt: false)
        case 0xE0...0xEF: return begin(.scalar([byte], length: 3, isAlt: alt), alt: false)
        case 0xF0...0xF4: return begin(.scalar([byte], length: 4, isAlt: alt), alt: false)
        default: return [character("\u{FFFD}", alt: alt)]
        }
    }

    private mutating func escape(_ byte: UInt8) -> [InputEvent] {
        switch byte {
        case 0x5B: return begin(.sequence([]), alt: false)
        case 0x4F: return begin(.singleShift, alt: false)
        case 0x1B: return begin(.escapeEscape, alt: false)
        case 0x5D, 0x50, 0x5E, 0x5F: return begin(.string(escaped: false), alt: false)
        default: return ground(byte, alt: true)
        }
    }

    private mutating func singleShift(_ byte: UInt8) -> [InputEvent] {
        state = .ground
        guard let code = Self.letters[byte] else { return [] }
        return [.key(Key(code, isAlt ? .alt : []))]
    }

    private mutating func scalar(
        _ bytes: [UInt8], _ length: Int, _ isAlt: Bool, _ byte: UInt8
    ) -> [InputEvent] {
        guard byte & 0xC0 == 0x80 else {
            // The byte begins something else.
            state = .ground
            return [character("\u{FFFD}", alt: isAlt)] + ground(byte, alt: false)
        }
        let bytes = bytes + [byte]
        guard bytes.count == length else {
            state = .scalar(bytes, length: length, isAlt: isAlt)
            return []
        }
        state = .ground
        let scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars
        let scalar = scalars.count == 1 ? scalars.first : nil
        return [character(scalar ?? "\u{FFFD}", alt: isAlt)]
    }

    private func character(
        _ scalar: UnicodeScalar, alt: Bool, control: Bool = false
    ) -> InputEvent {
        var modifiers: Key.Modifiers = alt ? .alt : []
        if control { modifiers.insert(.control) }
        return .key(Key(.character(Character(scalar)), modifiers))
    }

    private static let pasteEnd: [UInt8] = [0x1B, 0x5B, 0x32, 0x30, 0x31, 0x7E]

    private mutating func paste(_ byte: UInt8) -> [InputEvent] {
        let end = Self.pasteEnd
        let isStart = byte & 0xC0 != 0x80
        var events: [InputEvent] = []
        if pasted.count >= pasteLimitBytes, isStart, byte != 0x0A, !end.contains(byte) {
            events = takePaste()
        }
        pasted.append(byte)
        guard byte == 0x7E, pasted.suffix(end.count).elementsEqual(end) else { return events }
        pasted.removeLast(end.count)
        state = .ground
        return events + takePaste()
    }

    private mutating func takePaste() -> [InputEvent] {
        let text = String(decoding: pasted, as: UTF8.self)
        pasted = []
        guard !text.isEmpty else { return [] }
        guard text.utf8.contains(0x0D) else { return [.paste(text)] }
        return [.paste(String(text.map { $0 == "\r\n" || $0 == "\r" ? "\n" : $0 }))]
    }
}

// MARK: - Sequences

extension KeyDecoder {
    private mutating func sequence(_ bytes: [UInt8], _ byte: UInt8) -> [InputEvent] {
        switch byte {
        // `ESC [ [ A` is how the Linux console sends F1.
        case _ where (0x20...0x3F).contains(byte) || (byte == 0x5B && bytes.isEmpty):
            state =
                bytes.count < Self.sequenceLimitBytes ? .sequence(bytes + [byte]) : .ground
            return []
        case 0x1B: return begin(.escape, alt: false)
        case 0x40...0x7E:
            state = .ground
            return finish(bytes, byte)
        default:
            state = .ground
            return ground(byte, alt: false)
        }
    }

    private mutating func finish(_ bytes: [UInt8], _ final: UInt8) -> [InputEvent] {
        if bytes == [0x5B] {
            guard (0x41...0x45).contains(final) else { return [] }
            return [.key(Key(.function(Int(final) - 0x40)))]
        }
        let parameters = String(decoding: bytes, as: UTF8.self).split(
            separator: ";", omittingEmptySubsequences: false
        ).map { Int($0) ?? 0 }
        // Parameters that begin with `<`, `=`, `>` or `?` answer questions that nobody asked here.
        guard !(bytes.first.map { (0x3C...0x3F).contains($0) } ?? false) else { return [] }
        let first = parameters.first ?? 0
        let second = parameters.count > 1 ? parameters[1] : 1
        var modifiers = Key.Modifiers(rawValue: UInt8(clamping: max(second - 1, 0)) & 7)
        if isAlt { modifiers.insert(.alt) }

        if final == 0x7E {
            if first == 200 {
                state = .paste
                return []
            }
            if first == 27, parameters.count == 3 { return code(parameters[2], modifiers) }
            return Self.numbers[first].map { [.key(Key($0, modifiers))] } ?? []
        }
        if final == 0x75 { return code(first, modifiers) }
        // A report of where the cursor is ends like F3, and one of the mouse like the Enter of a keypad,
        // which terminals send another way.
        if final == 0x52 || final == 0x4D { return [] }
        if final == 0x5A { return [.key(Key(.tab, modifiers.union(.shift)))] }
        return Self.letters[final].map { [.key(Key($0, modifiers))] } ?? []
    }

    /// A key that a terminal names by its code point, as `ESC [ 97 ; 5 u` names `C-a`.
    private func code(_ value: Int, _ modifiers: Key.Modifiers) -> [InputEvent] {
        switch value {
        case 13: return [.key(Key(.enter, modifiers))]
        case 9: return [.key(Key(.tab, modifiers))]
        case 27: return [.key(Key(.escape, modifiers))]
        case 127, 8: return [.key(Key(.backspace, modifiers))]
        default:
            guard value >= 32, let scalar = UInt32(exactly: value).flatMap(UnicodeScalar.init)
            else { return [] }
            let key = Key(.character(Character(scalar)), modifiers.subtracting(.shift))
            return [.key(key)]
        }
    }

    private static let letters: [UInt8: Key.Code] = [
        0x41: .up, 0x42: .down, 0x43: .right, 0x44: .left, 0x46: .end, 0x48: .home,
        0x50: .function(1), 0x51: .function(2), 0x52: .function(3), 0x53: .function(4),
        0x4D: .enter,
    ]

    private static let numbers: [Int: Key.Code] = [
        1: .home, 2: .insert, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end,
        11: .function(1), 12: .function(2), 13: .function(3), 14: .function(4), 15: .function(5),
        17: .function(6), 18: .function(7), 19: .function(8), 20: .function(9),
        21: .function(10), 23: .function(11), 24: .function(12),
    ]
}
