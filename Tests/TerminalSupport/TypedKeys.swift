/// Keys as tests write them, as the bytes that a terminal sends for them.
///
/// Keys stand by their names between `{` and `}`, several with blanks between them, all else as typed:
/// `ab{C-a}{M-f}{up}`. Names may have the brackets that Emacs gives them (`{<up>}`). `{paste:text}` is
/// a marked paste, `{{` a brace, a line end the Enter key.
package enum TypedKeys {
    package static func bytes(of script: String) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = script[...]
        while let first = rest.popFirst() {
            guard first == "{" else {
                bytes += first == "\n" ? [0x0D] : Array(String(first).utf8)
                continue
            }
            if rest.first == "{" {
                rest.removeFirst()
                bytes.append(0x7B)
                continue
            }
            guard let end = rest.firstIndex(of: "}") else {
                preconditionFailure("a brace that is not closed: \(script)")
            }
            let name = rest[..<end]
            rest = rest[rest.index(after: end)...]
            if name.hasPrefix("paste:") {
                bytes += paste(String(name.dropFirst(6)))
            } else {
                for key in name.split(separator: " ") { bytes += self.key(String(key)) }
            }
        }
        return bytes
    }

    /// A text as terminals send it when it is pasted, with its start and its end marked.
    package static func paste(_ text: String) -> [UInt8] {
        Array("\u{1B}[200~\(text.replacing("\n", with: "\r"))\u{1B}[201~".utf8)
    }

    private static func key(_ name: String) -> [UInt8] {
        var rest = name[...]
        var held: Set<Character> = []
        while rest.count > 2, rest.dropFirst().first == "-", let first = rest.first,
            "CMS".contains(first)
        {
            held.insert(first)
            rest = rest.dropFirst(2)
        }
        if rest.count > 2, rest.first == "<", rest.last == ">" {
            rest = rest.dropFirst().dropLast()
        }
        guard rest.count > 1 else { return character(rest, held) }
        // As terminals count what is held down.
        let sum =
            (held.contains("S") ? 1 : 0) + (held.contains("M") ? 2 : 0)
            + (held.contains("C") ? 4 : 0)
        let modifier = sum == 0 ? "" : ";\(sum + 1)"
        if let final = finals[rest] {
            return Array((sum == 0 ? "\u{1B}[" : "\u{1B}[1\(modifier)").utf8) + Array(final.utf8)
        }
        if let number = numbers[rest] { return Array("\u{1B}[\(number)\(modifier)~".utf8) }
        guard let byte = bytes[rest] else { preconditionFailure("no key is named \(name)") }
        if rest == "tab", held == ["S"] { return Array("\u{1B}[Z".utf8) }
        if rest == "space", held.contains("C") { return (held.contains("M") ? [0x1B] : []) + [0] }
        if held.contains("C") || held.contains("S") {
            return Array("\u{1B}[27\(modifier);\(byte)~".utf8)
        }
        return (held.contains("M") ? [0x1B] : []) + [byte]
    }

    private static func character(_ text: Substring, _ held: Set<Character>) -> [UInt8] {
        let start: [UInt8] = held.contains("M") ? [0x1B] : []
        guard held.contains("C") else { return start + Array(text.utf8) }
        guard let ascii = text.uppercased().utf8.first, (0x40...0x5F).contains(ascii) else {
            preconditionFailure("Control does nothing with \(text)")
        }
        return start + [ascii & 0x1F]
    }

    private static let finals: [Substring: String] = [
        "up": "A", "down": "B", "right": "C", "left": "D", "home": "H", "end": "F",
    ]
    private static let numbers: [Substring: Int] = [
        "insert": 2, "delete": 3, "pageup": 5, "pagedown": 6, "f5": 15,
    ]
    private static let bytes: [Substring: UInt8] = [
        "enter": 0x0D, "tab": 0x09, "escape": 0x1B, "backspace": 0x7F, "space": 0x20,
    ]
}
