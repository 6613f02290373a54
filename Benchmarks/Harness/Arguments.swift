/// What the command line asks for.
struct Arguments {
    /// Only rows whose name contains this.
    private(set) var filter = ""
    /// How many samples of each side are taken.
    var samples: Int { chosenSamples ?? (isQuick ? 15 : 101) }
    /// How long one sample lasts at least.
    var sampleDuration: Duration { isQuick ? .microseconds(500) : .milliseconds(2) }
    /// Whether the usage is asked for, and nothing else.
    private(set) var wantsHelp = false

    private var isQuick = false
    private var chosenSamples: Int?

    static let usage = """
        usage: muster-bench [--filter TEXT] [--samples COUNT] [--quick]

          --filter TEXT    only rows whose name contains TEXT
          --samples COUNT  samples of each side, 101 unless given
          --quick          fewer and shorter samples, for a first look

        Figures go to standard output as JSON, and to standard error as a table.
        MUSTER_BINARY names the binary whose start is measured.
        """

    /// A misuse of the command line, in words.
    struct Misuse: Error {
        let text: String
    }

    init(_ words: some Sequence<String>) throws(Misuse) {
        var words = words.makeIterator()
        while let word = words.next() {
            switch word {
            case "--help", "-h": wantsHelp = true
            case "--quick": isQuick = true
            case "--filter":
                guard let text = words.next() else { throw Misuse(text: "--filter needs a text") }
                filter = text
            case "--samples":
                guard let count = words.next().flatMap(Int.init), count > 0 else {
                    throw Misuse(text: "--samples needs a count of at least 1")
                }
                chosenSamples = count
            default: throw Misuse(text: "unknown argument '\(word)'")
            }
        }
    }
}
