/// What an input did that nothing may do, in words.
struct Finding: Error, CustomStringConvertible {
    let description: String

    static func raise(_ description: String?) throws(Finding) {
        if let description { throw Finding(description: description) }
    }
}
