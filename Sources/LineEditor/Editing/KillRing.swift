/// The texts that were cut last, newest first.
public struct KillRing: Sendable, Equatable {
    /// Older texts are dropped.
    public static let limit = 60

    private var texts: [String] = []

    /// Holds no text.
    public init() {}

    /// The text that was cut last.
    public var newest: String? { texts.first }

    /// Adds a text that was cut; an empty one is left out.
    public mutating func push(_ text: String) {
        guard !text.isEmpty else { return }
        texts.insert(text, at: 0)
        if texts.count > Self.limit { texts.removeLast() }
    }

    /// Adds to the text that was cut last, since the cut goes on.
    public mutating func extend(with text: String, atStart: Bool) {
        guard let newest else { return push(text) }
        texts[0] = atStart ? text + newest : newest + text
    }

    /// Makes the next older text the newest, and the newest the oldest.
    public mutating func rotate() {
        guard texts.count > 1 else { return }
        texts.append(texts.removeFirst())
    }
}
