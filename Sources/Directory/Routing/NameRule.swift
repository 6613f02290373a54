/// Which names are legal in paths (session-directory 1.8).
enum NameRule {
    /// `A-Z a-z 0-9 . _ -`, 1 to `limit` characters, not `.` or `..`; spaces only if `allowsSpaces`.
    static func isLegal(_ name: String, limit: Int, allowsSpaces: Bool = false) -> Bool {
        let count = name.utf8.count
        guard count >= 1, count <= limit, name != ".", name != ".." else { return false }
        return name.utf8.allSatisfy { byte in
            switch byte {
            case 48...57, 65...90, 97...122: true
            case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): true
            case UInt8(ascii: " "): allowsSpaces
            default: false
            }
        }
    }
}
