/// What the command line asks for.
struct Arguments {
    /// Only rows whose name contains this.
    private(set) var filter = ""
    /// How many samples of each side are taken.
    private(set) var samples = 101
    /// How long one sample lasts at least.
    private(set) var sampleDuration = Duration.milliseconds(2)

    static let usage = """
        usage: muster-bench [--filter TEXT] [--samples COUNT] [--quick]

          --filter TEXT    only rows whose name contains TEXT
          --samples COUNT  samples of each side, 101 unless given
          --quick          fewer and shorter samples, for a first look
        """

    /// A misuse of the command line, in words.
    struct Misuse: Error {
        let text: String
    }

    init(_ words: some Sequence<String>) throws(Misuse) {
        var words = words.makeIterator()
        while let word = words.next() {
            switch word {
            case "--quick":
                samples = 15
                sampleDuration = .microseconds(500)
            case "--filter":
                guard let text = words.next() else { throw Misuse(text: "--filter needs a text") }
                filter = text
            case "--samples":
                guard let count = words.next().flatMap(Int.init), count > 0 else {
                    throw Misuse(text: "--samples needs a count of at least 1")
                }
                samples = count
            default: throw Misuse(text: "unknown argument '\(word)'")
            }
        }
    }
}
