/// How many columns of a terminal a character takes.
///
/// The rules, in order: a control character is shown as `^X` and takes two; a combining mark on its
/// own takes one, for it is shown on a dotted circle; otherwise the columns of the scalars are added,
/// where marks, joiners and variation selectors take none, wide and full-width ones (East Asian
/// Width W and F, from Unicode 15) take two, and others one. No character takes more than two. A pair of
/// regional indicators, a key cap and a character with the emoji selector take two.
///
/// A tab depends on where it stands, so `columns(of:)` says 1 and the layout measures it.
public enum CharacterWidth {
    /// The number of columns: 1 or 2, never 0.
    public static func columns(of character: Character) -> Int {
        if let ascii = character.asciiValue {
            return isControl(ascii) && ascii != 0x09 ? 2 : 1
        }
        var sum = 0
        var count = 0
        for scalar in character.unicodeScalars {
            if scalar.value == 0xFE0F, count > 0 { return 2 }
            sum += columns(of: scalar)
            count += 1
        }
        return min(max(sum, 1), 2)
    }

    /// The number of columns of a text without tabs or line ends.
    public static func columns(of text: String) -> Int {
        text.reduce(0) { $0 + columns(of: $1) }
    }

    /// Whether a character has nothing to stand on, such as an accent at the start of a line.
    public static func standsAlone(_ character: Character) -> Bool {
        guard character.asciiValue == nil, let first = character.unicodeScalars.first else {
            return false
        }
        return columns(of: first) == 0
    }

    /// What a terminal is sent to show a character, which moves it by exactly `columns(of:)`.
    public static func shown(_ character: Character) -> String {
        if let ascii = character.asciiValue, isControl(ascii) {
            return "^" + String(UnicodeScalar(ascii ^ 0x40))
        }
        if let first = character.unicodeScalars.first, character.unicodeScalars.count == 1,
            first.properties.generalCategory == .control
        {
            return "\u{FFFD}"
        }
        return standsAlone(character) ? "\u{25CC}" + String(character) : String(character)
    }

    private static func isControl(_ ascii: UInt8) -> Bool { ascii < 0x20 || ascii == 0x7F }

    private static func columns(of scalar: Unicode.Scalar) -> Int {
        let value = scalar.value
        if value < 0x300 { return value == 0xAD ? 0 : 1 }
        // The vowels and final consonants of Hangul, and the skin tones, join what is before.
        if (0x1160...0x11FF).contains(value) || (0x1F3FB...0x1F3FF).contains(value) { return 0 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: return isWide(value) ? 2 : 1
        }
    }

    private static func isWide(_ value: UInt32) -> Bool {
        guard value >= 0x1100 else { return false }
        var low = 0
        var high = wide.count
        while low < high {
            let middle = (low + high) / 2
            if wide[middle].upperBound < value { low = middle + 1 } else { high = middle }
        }
        return low < wide.count && wide[low].contains(value)
    }

    /// Wide and full-width scalars, in order; what is not assigned between two of them is included.
    package static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x23E9...0x23EC, 0x23F0...0x23F0,
        0x23F3...0x23F3, 0x25FD...0x25FE, 0x2614...0x2615, 0x2648...0x2653, 0x267F...0x267F,
        0x2693...0x2693, 0x26A1...0x26A1, 0x26AA...0x26AB, 0x26BD...0x26BE, 0x26C4...0x26C5,
        0x26CE...0x26CE, 0x26D4...0x26D4, 0x26EA...0x26EA, 0x26F2...0x26F3, 0x26F5...0x26F5,
        0x26FA...0x26FA, 0x26FD...0x26FD, 0x2705...0x2705, 0x270A...0x270B, 0x2728...0x2728,
        0x274C...0x274C, 0x274E...0x274E, 0x2753...0x2755, 0x2757...0x2757, 0x2795...0x2797,
        0x27B0...0x27B0, 0x27BF...0x27BF, 0x2B1B...0x2B1C, 0x2B50...0x2B50, 0x2B55...0x2B55,
        0x2E80...0x303E, 0x3041...0x3247, 0x3250...0x4DBF, 0x4E00...0xA4C6, 0xA960...0xA97C,
        0xAC00...0xD7A3, 0xF900...0xFAD9, 0xFE10...0xFE19, 0xFE30...0xFE6B, 0xFF01...0xFF60,
        0xFFE0...0xFFE6, 0x16FE0...0x1B2FB, 0x1F004...0x1F004, 0x1F0CF...0x1F0CF,
        0x1F18E...0x1F18E, 0x1F191...0x1F19A, 0x1F200...0x1F320, 0x1F32D...0x1F335,
        0x1F337...0x1F37C, 0x1F37E...0x1F393, 0x1F3A0...0x1F3CA, 0x1F3CF...0x1F3D3,
        0x1F3E0...0x1F3F0, 0x1F3F4...0x1F3F4, 0x1F3F8...0x1F43E, 0x1F440...0x1F440,
        0x1F442...0x1F4FC, 0x1F4FF...0x1F53D, 0x1F54B...0x1F54E, 0x1F550...0x1F567,
        0x1F57A...0x1F57A, 0x1F595...0x1F596, 0x1F5A4...0x1F5A4, 0x1F5FB...0x1F64F,
        0x1F680...0x1F6C5, 0x1F6CC...0x1F6CC, 0x1F6D0...0x1F6D2, 0x1F6D5...0x1F6DF,
        0x1F6EB...0x1F6EC, 0x1F6F4...0x1F6FC, 0x1F7E0...0x1F7F0, 0x1F90C...0x1F93A,
        0x1F93C...0x1F945, 0x1F947...0x1F9FF, 0x1FA70...0x1FAF8, 0x20000...0x3FFFD,
    ]
}
