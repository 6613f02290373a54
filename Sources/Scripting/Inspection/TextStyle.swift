/// Escape codes for the few styles in use; text as it is without colours.
///
/// Styles nest: text that holds styled text goes on in its own style after it.
public struct TextStyle: Sendable, Hashable {
    /// Whether there are any escape codes.
    public var isColored: Bool

    /// How a stretch of text looks.
    public enum Attribute: String, Sendable, CaseIterable {
        case bold = "1"
        case dim = "2"
        case red = "31"
        case green = "32"
        case yellow = "33"
        case blue = "34"
        case magenta = "35"
        case cyan = "36"
    }

    /// Makes a style.
    public init(isColored: Bool) { self.isColored = isColored }

    public func bold(_ text: String) -> String { apply(.bold, to: text) }
    public func dim(_ text: String) -> String { apply(.dim, to: text) }
    public func red(_ text: String) -> String { apply(.red, to: text) }
    public func green(_ text: String) -> String { apply(.green, to: text) }
    public func yellow(_ text: String) -> String { apply(.yellow, to: text) }
    public func blue(_ text: String) -> String { apply(.blue, to: text) }
    public func magenta(_ text: String) -> String { apply(.magenta, to: text) }
    public func cyan(_ text: String) -> String { apply(.cyan, to: text) }

    /// The text in an attribute.
    public func apply(_ attribute: Attribute, to text: String) -> String {
        guard isColored, !text.isEmpty else { return text }
        let begin = "\u{1B}[\(attribute.rawValue)m"
        // A reset inside ends everything, so what follows it begins anew.
        return parts(of: text).map { begin + $0 + Self.reset }.joined()
    }

    private static let reset = "\u{1B}[0m"

    /// The stretches between the resets, without empty ones.
    private func parts(of text: String) -> [String] {
        var parts: [String] = []
        var part = ""
        var rest = text.unicodeScalars[...]
        let reset = Array(Self.reset.unicodeScalars)
        while let scalar = rest.first {
            if scalar == "\u{1B}", rest.starts(with: reset) {
                rest = rest.dropFirst(reset.count)
                if !part.isEmpty { parts.append(part) }
                part = ""
            } else {
                part.unicodeScalars.append(scalar)
                rest = rest.dropFirst()
            }
        }
        return part.isEmpty ? parts : parts + [part]
    }
}
