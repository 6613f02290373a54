/// The secrets that no report may show, and the forms of tokens that are taken for secrets.
///
/// In every text of an event it replaces with `***`: each secret, also as a JSON string escapes it
/// and, when it has several lines, each line of it of eight bytes or more; `XBL3.0 x=…`,
/// `Bearer …` and `Basic …` up to the next space or quote; the value of an `Authorization` header
/// in its HTTP, JSON and Lua forms; and JSON Web Tokens (`eyJ…`).
public struct Redaction: Sendable {
    /// What stands for a secret.
    public static let mark = "***"
    /// By the first byte; the longest come first, so that no secret leaves the rest of another.
    private let secrets: [UInt8: [[UInt8]]]

    /// Makes a redaction.
    ///
    /// - Parameter secrets: Texts that must not be shown; empty ones are ignored.
    public init(secrets: some Sequence<String> = []) {
        var forms: Set<[UInt8]> = []
        for secret in secrets {
            forms.insert(Array(secret.utf8))
            forms.insert(Self.escaped(secret))
            let lines = secret.split(whereSeparator: \.isNewline)
            if lines.count > 1 {
                forms.formUnion(lines.filter { $0.utf8.count >= 8 }.map { Array($0.utf8) })
            }
        }
        forms.remove([])
        self.secrets = Dictionary(grouping: forms, by: { $0[0] }).mapValues { group in
            group.sorted { $0.count > $1.count }
        }
    }

    /// A text without its secrets.
    ///
    /// - Complexity: linear in the text, times the number of secrets with one first byte.
    public func redacting(_ text: String) -> String {
        let bytes = Array(text.utf8)
        let hidden = ranges(bytes)
        guard !hidden.isEmpty else { return text }
        var result: [UInt8] = []
        var kept = 0
        for range in hidden {
            result += bytes[kept..<range.lowerBound]
            result += Self.mark.utf8
            kept = range.upperBound
        }
        result += bytes[kept...]
        // A secret is whole scalars, so what is left is UTF-8 still.
        return String(decoding: result, as: UTF8.self)
    }

    /// What to hide, ascending; secrets that overlap are one range, so that no rest is shown.
    private func ranges(_ bytes: [UInt8]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var headerEnd = 0
        func add(_ range: Range<Int>?) {
            guard let range else { return }
            if let last = found.last, range.lowerBound < last.upperBound {
                let start = min(last.lowerBound, range.lowerBound)
                found[found.count - 1] = start..<max(last.upperBound, range.upperBound)
            } else {
                found.append(range)
            }
        }
        for (index, byte) in bytes.enumerated() {
            if let known = secrets[byte]?.first(where: { Self.bytes(bytes, have: $0, at: index) }) {
                add(index..<index + known.count)
            }
            switch byte | 0x20 {
            case UInt8(ascii: "a") where index >= headerEnd:
                let value = Self.headerValue(bytes, at: index)
                headerEnd = value?.upperBound ?? headerEnd
                add(value)
            case UInt8(ascii: "x"): add(Self.token(bytes, after: Self.signed, at: index))
            case UInt8(ascii: "b"):
                add(Self.token(bytes, after: Self.bearer, at: index))
                add(Self.token(bytes, after: Self.basic, at: index))
            case UInt8(ascii: "e"): add(Self.webToken(bytes, at: index))
            default: break
            }
        }
        return found
    }

    private static let signed = Array("xbl3.0 x=".utf8)
    private static let bearer = Array("bearer ".utf8)
    private static let basic = Array("basic ".utf8)
    /// How an object begins in base 64.
    private static let jsonObject = Array("eyJ".utf8)
    private static let header = Array("authorization".utf8)

    /// What follows a scheme up to a space or quote; `Basic` and `Bearer` are words, too, so that
    /// what follows them has to be long.
    private static func token(
        _ bytes: [UInt8], after scheme: [UInt8], at index: Int
    ) -> Range<Int>? {
        guard has(bytes, scheme, at: index) else { return nil }
        let start = index + scheme.count
        let end = bytes[start...].firstIndex { $0 <= 0x20 || quotes.contains($0) } ?? bytes.count
        return end - start >= (scheme == signed ? 1 : 8) ? start..<end : nil
    }

    private static func headerValue(_ bytes: [UInt8], at index: Int) -> Range<Int>? {
        guard has(bytes, header, at: index) else { return nil }
        var at = index + header.count
        var quote: UInt8?
        var isAssigned = false
        while at < bytes.count {
            let byte = bytes[at]
            if byte == UInt8(ascii: ":") || byte == UInt8(ascii: "="), !isAssigned {
                isAssigned = true
            } else if quotes.contains(byte), isAssigned {
                quote = byte
                at += 1
                break
            } else if !isFiller(byte) {
                break
            }
            at += 1
        }
        guard isAssigned, at < bytes.count else { return nil }
        let end = bytes[at...].firstIndex { byte in
            quote.map { byte == $0 } ?? (byte < 0x20)
        }
        return at < (end ?? bytes.count) ? at..<(end ?? bytes.count) : nil
    }

    private static func webToken(_ bytes: [UInt8], at index: Int) -> Range<Int>? {
        guard Self.bytes(bytes, have: jsonObject, at: index),
            index == 0 || !isTokenByte(bytes[index - 1])
        else { return nil }
        let end = bytes[index...].firstIndex { !isTokenByte($0) } ?? bytes.count
        let dots = bytes[index..<end].count { $0 == UInt8(ascii: ".") }
        return dots >= 2 && end - index >= 20 ? index..<end : nil
    }

    private static let quotes: [UInt8] = [UInt8(ascii: "\""), UInt8(ascii: "'"), 0x60]

    /// What stands between the name of a header and its value: `": `, `"] = `.
    private static func isFiller(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "\\")
            || quotes.contains(byte)
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
            UInt8(ascii: "."):
            true
        default: false
        }
    }

    private static func bytes(_ bytes: [UInt8], have part: [UInt8], at index: Int) -> Bool {
        index + part.count <= bytes.count
            && part.indices.allSatisfy { bytes[index + $0] == part[$0] }
    }

    /// Without regard to case; `part` is in lower case.
    private static func has(_ bytes: [UInt8], _ part: [UInt8], at index: Int) -> Bool {
        guard index + part.count <= bytes.count else { return false }
        return part.indices.allSatisfy { at in
            let byte = bytes[index + at]
            let isUpper = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
            return (isUpper ? byte | 0x20 : byte) == part[at]
        }
    }

    private static func escaped(_ secret: String) -> [UInt8] {
        Array(jsonText(secret).utf8.dropFirst().dropLast())
    }
}
