/// The path to a value inside another, written as RFC 6901 defines it:
/// `/constants/system/visibility`.
public struct JSONPointer: Hashable, Sendable {
    /// The names of members and the indices of elements on the way.
    public let tokens: [String]

    /// The path to the value itself, which is written as empty text.
    public static let root = JSONPointer([])

    /// Makes a path from names and indices.
    public init(_ tokens: [String]) { self.tokens = tokens }

    /// The path to the member called `name`.
    public func appending(_ name: String) -> JSONPointer { JSONPointer(tokens + [name]) }

    /// The path to the element at `index`, from 0.
    public func appending(_ index: Int) -> JSONPointer { appending(String(index)) }
}

extension JSONPointer: CustomStringConvertible {
    /// The path as text, with `~` in a token written as `~0` and `/` as `~1`.
    public var description: String {
        var text = ""
        for token in tokens {
            text += "/"
            for scalar in token.unicodeScalars {
                switch scalar {
                case "~": text += "~0"
                case "/": text += "~1"
                default: text.unicodeScalars.append(scalar)
                }
            }
        }
        return text
    }
}

extension JSONPointer: ExpressibleByArrayLiteral {
    public init(arrayLiteral elements: String...) { self.init(elements) }
}
