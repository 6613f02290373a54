/// An operator or a mark of punctuation.
public enum Symbol: String, Sendable, Hashable, CaseIterable {
    case plus = "+", minus = "-", star = "*", slash = "/", doubleSlash = "//", percent = "%"
    case caret = "^", hash = "#", ampersand = "&", tilde = "~", bar = "|"
    case shiftLeft = "<<", shiftRight = ">>"
    case equal = "==", notEqual = "~=", lessOrEqual = "<=", greaterOrEqual = ">="
    case less = "<", greater = ">", assign = "="
    case leftParenthesis = "(", rightParenthesis = ")"
    case leftBrace = "{", rightBrace = "}"
    case leftBracket = "[", rightBracket = "]"
    case doubleColon = "::", semicolon = ";", colon = ":", comma = ","
    case dot = ".", concatenation = "..", ellipsis = "..."

    /// The symbol that begins with a byte, followed by two others; nil for bytes that are none.
    ///
    /// - Parameters:
    ///   - first: the byte it begins with.
    ///   - second: the byte after it, 0 past the end.
    ///   - third: the byte after that.
    init?(_ first: UInt8, _ second: UInt8, _ third: UInt8) {
        if let double = Self.double(first, second) {
            self = double == .concatenation && third == UInt8(ascii: ".") ? .ellipsis : double
        } else if let single = Self.singles[Int(first)] {
            self = single
        } else {
            return nil
        }
    }

    /// The number of bytes.
    var length: Int {
        switch self {
        case .ellipsis: 3
        case .doubleSlash, .shiftLeft, .shiftRight, .equal, .notEqual, .lessOrEqual,
            .greaterOrEqual, .doubleColon, .concatenation:
            2
        default: 1
        }
    }

    private static let singles: [Symbol?] = (0...255).map {
        Symbol(rawValue: String(UnicodeScalar(UInt8($0))))
    }

    private static func double(_ first: UInt8, _ second: UInt8) -> Symbol? {
        switch (first, second) {
        case (UInt8(ascii: "/"), UInt8(ascii: "/")): .doubleSlash
        case (UInt8(ascii: "<"), UInt8(ascii: "<")): .shiftLeft
        case (UInt8(ascii: ">"), UInt8(ascii: ">")): .shiftRight
        case (UInt8(ascii: "="), UInt8(ascii: "=")): .equal
        case (UInt8(ascii: "~"), UInt8(ascii: "=")): .notEqual
        case (UInt8(ascii: "<"), UInt8(ascii: "=")): .lessOrEqual
        case (UInt8(ascii: ">"), UInt8(ascii: "=")): .greaterOrEqual
        case (UInt8(ascii: ":"), UInt8(ascii: ":")): .doubleColon
        case (UInt8(ascii: "."), UInt8(ascii: ".")): .concatenation
        default: nil
        }
    }
}
