/// What makes two failures the same one, though identifiers and numbers in their messages differ.
public struct FailureKey: Hashable, Sendable {
    /// How the run ended.
    public let verdict: Verdict
    /// The line that is blamed; nil when none is.
    public let location: ScriptLocation?
    /// The first line of the message, with every word that has a digit replaced by `#`.
    public let message: String

    /// Names a failure.
    ///
    /// - Parameters:
    ///   - verdict: How the run ended.
    ///   - location: The line that is blamed, or nil.
    ///   - message: The message as it was; all but its first line is left out.
    public init(verdict: Verdict, location: ScriptLocation?, message: String) {
        self.verdict = verdict
        self.location = location
        self.message = Self.withoutNumbers(message)
    }

    /// Names the failure of an attempt; nil when the attempt has not failed.
    ///
    /// Where nobody says what went wrong, those who waited and what was left behind do.
    public init?(_ attempt: Attempt) {
        guard attempt.verdict.isFailure else { return nil }
        let waits = attempt.waits.map { "\($0.reason) \($0.location?.description ?? "")" }
        let leaks = attempt.leaks.map { "\($0.kind) \($0.location?.description ?? "")" }
        // How many there are depends on the number of players.
        let others = Set((waits + leaks).map(Self.withoutNumbers)).sorted().joined(separator: "; ")
        self.init(
            verdict: attempt.verdict, location: attempt.failure?.location,
            message: attempt.failure?.message ?? others)
    }

    private static func withoutNumbers(_ message: String) -> String {
        var text = ""
        var word = ""
        func endWord() {
            text += word.contains(where: \.isNumber) ? "#" : word
            word = ""
        }
        for character in message {
            if character.isNewline { break }
            if character.isLetter || character.isNumber || character == "-" {
                word.append(character)
            } else {
                endWord()
                text.append(character)
            }
        }
        endWord()
        return text
    }
}
