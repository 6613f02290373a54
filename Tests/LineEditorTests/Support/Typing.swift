@testable import LineEditor

/// Bytes of a terminal as tests write them: keys by name between `{` and `}`, all else as typed.
enum Typing {
    /// The events of `ab{C-a}{<up>}`; `{paste:text}` is a paste, `{{` a brace.
    static func events(_ script: String) -> [InputEvent] {
        var events: [InputEvent] = []
        var rest = script[...]
        while let first = rest.popFirst() {
            if first == "{", rest.first == "{" {
                rest.removeFirst()
                events.append(.key(Key(.character("{"))))
                continue
            }
            guard first == "{", let end = rest.firstIndex(of: "}") else {
                events.append(.key(first == "\n" ? Key(.enter) : Key(.character(first))))
                continue
            }
            let name = String(rest[..<end])
            rest = rest[rest.index(after: end)...]
            if name.hasPrefix("paste:") {
                events.append(.paste(String(name.dropFirst(6))))
            } else {
                events += name.split(separator: " ").map { part in
                    guard let key = Key(named: String(part)) else {
                        preconditionFailure("no key is named \(part)")
                    }
                    return .key(key)
                }
            }
        }
        return events
    }
}

extension Editor {
    /// Handles what a script says.
    @discardableResult
    mutating func type(_ script: String, hooks: EditorHooks = EditorHooks()) -> Outcome {
        var outcome = Outcome.editing
        for event in Typing.events(script) { outcome = handle(event, hooks: hooks) }
        return outcome
    }

    /// The text with `|` where the cursor is.
    var marked: String {
        buffer.text(in: 0..<buffer.cursor) + "|" + buffer.text(in: buffer.cursor..<buffer.count)
    }
}

/// Numbers that look random and are the same for the same seed.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
