/// What a terminal shows, and what has to be sent to it: the prompt, and others' output above it.
///
/// A value without a clock: `now` is the time since any moment, the same one for all calls.
public struct Display: Sendable {
    /// The shortest time between two repaints.
    public static let interval = Duration.milliseconds(16)
    /// More output than this is not kept waiting.
    public static let outputLimitBytes = 1 << 20

    /// The time between two repaints now, which may be longer.
    public var pace = Self.interval

    private let differ: ScreenDiffer
    private var renderer: ScreenRenderer
    private var shown: Screen?
    private var output = ""
    /// Whether a line of it has its end.
    private var hasLine = false
    private var isStale = false
    private var lastPaint: Duration?

    /// Begins on an empty row of a terminal of this size.
    public init(width: Int, height: Int, hasColors: Bool) {
        differ = ScreenDiffer(hasColors: hasColors)
        renderer = ScreenRenderer(width: width, height: height)
    }

    /// Says that the content has changed.
    public mutating func invalidate() { isStale = true }

    /// Adds output of others, which is shown above the prompt.
    ///
    /// A line is shown when its end has come, or at `leave()`.
    public mutating func print(_ text: String) {
        output += text
        if !hasLine { hasLine = text.utf8.contains(0x0A) }
    }

    /// How long to wait before something has to be sent; nil if nothing has.
    ///
    /// - Parameters:
    ///   - now: The time.
    ///   - hasOutput: Whether there is output that was not added yet.
    public func wait(at now: Duration, hasOutput: Bool = false) -> Duration? {
        guard isStale || hasLine || hasOutput else { return nil }
        guard let lastPaint, output.utf8.count < Self.outputLimitBytes else { return .zero }
        return max(lastPaint + pace - now, .zero)
    }

    /// What to send at `now`; empty before its time.
    ///
    /// - Parameters:
    ///   - now: The time.
    ///   - content: Makes the content; asked only when it is to be painted.
    public mutating func flush(at now: Duration, content: () -> ScreenContent) -> String {
        guard let wait = wait(at: now), wait == .zero else { return "" }
        return paint(at: now, content())
    }

    /// What to send so that all is shown at once.
    public mutating func paint(at now: Duration, _ content: ScreenContent) -> String {
        lastPaint = now
        isStale = false
        let next = renderer.render(content)
        let lines = takeLines()
        guard !lines.isEmpty else {
            defer { shown = next }
            return (shown == nil ? "\u{1B}[J" : "") + differ.update(from: shown, to: next)
        }
        // Terminals that know this mode show it all at once; others pass over it.
        let erased = shown.map(differ.erase) ?? "\r\u{1B}[J"
        shown = next
        return "\u{1B}[?2026h" + erased + lines + differ.update(from: nil, to: next)
            + "\u{1B}[?2026l"
    }

    /// What to send when the terminal has another size: the prompt is removed, to be painted anew.
    public mutating func resize(width: Int, height: Int) -> String {
        let erased = shown.map { differ.erase($0, narrowedTo: width) } ?? ""
        renderer = ScreenRenderer(width: width, height: height)
        shown = nil
        isStale = true
        lastPaint = nil
        return erased
    }

    /// What to send to have an empty terminal, with the prompt to be painted on top.
    public mutating func clear() -> String {
        shown = nil
        isStale = true
        lastPaint = nil
        return "\u{1B}[H\u{1B}[2J"
    }

    /// What to send when others may have written to the terminal: the prompt is painted in a row of its own.
    public mutating func forget() -> String {
        let begun = shown != nil
        shown = nil
        isStale = true
        lastPaint = nil
        return begun ? "\r\n" : ""
    }

    /// What to send to go on below the prompt, which stays; output that waited follows.
    public mutating func leave() -> String {
        let left = shown.map(differ.leave) ?? ""
        shown = nil
        isStale = false
        lastPaint = nil
        defer {
            output = ""
            hasLine = false
        }
        let rest = output.isEmpty || output.utf8.last == 0x0A ? output : output + "\n"
        return left + Self.withReturns(rest)
    }

    private mutating func takeLines() -> String {
        guard let end = output.utf8.lastIndex(of: 0x0A) else { return "" }
        let rest = output.utf8.index(after: end)
        defer {
            output = String(output[rest...])
            hasLine = false
        }
        return Self.withReturns(String(output[..<rest]))
    }

    private static func withReturns(_ text: String) -> String {
        text.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n")
    }
}
