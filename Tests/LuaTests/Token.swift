/// How many tokens of one state are alive.
final class Tally {
    var alive = 0
}

/// What is counted as long as it lives.
final class Token {
    private let tally: Tally

    init(_ tally: Tally) {
        self.tally = tally
        tally.alive += 1
    }

    deinit { tally.alive -= 1 }
}
