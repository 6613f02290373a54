internal import JSON

extension JSONValue {
    /// Whether the value, serialised without spaces, has more bytes than that (13.1).
    ///
    /// Stops counting as soon as the answer is known.
    func exceeds(byteCount limit: Int) -> Bool {
        // Most values are far below their limit, which is found without looking at each byte.
        var left = limit
        if spendAtMost(&left) { return false }
        left = limit
        return !spend(&left)
    }

    /// Takes as many bytes off `left` as the value could have if all its text were escaped; false
    /// when they do not suffice.
    private func spendAtMost(_ left: inout Int) -> Bool {
        switch self {
        case .null, .bool: left -= 5
        case .number(let number): left -= max(20, number.text.utf8.count)
        case .string(let text): left -= 2 + 6 * text.utf8.count
        case .array(let elements):
            left -= 2 + elements.count
            for element in elements {
                guard left >= 0, element.spendAtMost(&left) else { return false }
            }
        case .object(let object):
            left -= 2 + object.count
            for member in object.members {
                left -= 3 + 6 * member.name.utf8.count
                guard left >= 0, member.value.spendAtMost(&left) else { return false }
            }
        }
        return left >= 0
    }

    /// Takes the value's bytes off `left`; false when they do not suffice.
    private func spend(_ left: inout Int) -> Bool {
        switch self {
        case .null: left -= 4
        case .bool(let value): left -= value ? 4 : 5
        case .number(let number): left -= number.text.utf8.count
        case .string(let text): left -= text.serializedByteCount
        case .array(let elements):
            left -= 2 + max(0, elements.count - 1)
            for element in elements {
                guard left >= 0, element.spend(&left) else { return false }
            }
        case .object(let object):
            left -= 2 + max(0, object.count - 1)
            for member in object {
                left -= member.name.serializedByteCount + 1
                guard left >= 0, member.value.spend(&left) else { return false }
            }
        }
        return left >= 0
    }
}

extension String {
    /// The bytes of the JSON string, with its quotes and the escapes that JSON demands.
    fileprivate var serializedByteCount: Int {
        var count = 2
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): count += 2
            case 0..<32: count += 6
            default: count += 1
            }
        }
        return count
    }
}
