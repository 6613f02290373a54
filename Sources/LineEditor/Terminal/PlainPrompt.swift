/// A prompt where there is no terminal to draw on: a dumb one, or a pipe.
///
/// Lines are read as they come; the terminal's own driver edits them, if there is one. Nothing but the
/// prompt is written, and that only if there is one.
public struct PlainPrompt {
    /// What the language says about a statement.
    public let hooks: EditorHooks
    /// What stands before the first line; empty for input that nobody types.
    public let text: String
    /// What stands before the other lines.
    public let continuationText: String

    private let input: Descriptor
    private let output: Descriptor
    private var bytes: [UInt8] = []
    private var isAtEnd = false

    /// Reads and writes open files, which are not closed.
    public init(
        input: Int32 = 0, output: Int32 = 1, hooks: EditorHooks, text: String = "",
        continuationText: String = ""
    ) {
        self.hooks = hooks
        self.text = text
        self.continuationText = continuationText
        self.input = Descriptor(number: input)
        self.output = Descriptor(number: output)
    }

    /// Reads the next statement, with all its lines.
    ///
    /// - Returns: The statement, which is not complete if the input ended within it; nil at the end.
    public mutating func read() throws(LineEditorError) -> String? {
        try output.write(text.utf8)
        guard var statement = try readLine() else { return nil }
        while !hooks.isComplete(statement) {
            try output.write(continuationText.utf8)
            guard let line = try readLine() else { break }
            statement += "\n" + line
        }
        return statement
    }

    private mutating func readLine() throws(LineEditorError) -> String? {
        var searched = 0
        while true {
            if let end = bytes[searched...].firstIndex(of: 0x0A) {
                defer { bytes.removeFirst(end + 1) }
                return Self.line(bytes[..<end])
            }
            searched = bytes.count
            let part = isAtEnd ? [] : try input.read(1 << 16)
            guard part.isEmpty else {
                bytes += part
                continue
            }
            isAtEnd = true
            defer { bytes = [] }
            return bytes.isEmpty ? nil : Self.line(bytes[...])
        }
    }

    private static func line(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.last == 0x0D ? bytes.dropLast() : bytes, as: UTF8.self)
    }
}
