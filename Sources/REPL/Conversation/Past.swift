internal import Scripting

/// The moments that a conversation can go back to, the latest last.
struct Past {
    /// How many there are at most.
    static let limit = 200

    /// A moment, and what was entered then.
    struct Point {
        let moment: InteractiveRunner.Moment
        let text: String
        /// How many entries the transcript had.
        let entries: Int
    }

    private(set) var points: [Point] = []

    /// Takes in the moment before a statement.
    mutating func add(_ moment: InteractiveRunner.Moment, before text: String, entries: Int) {
        points.append(Point(moment: moment, text: text, entries: entries))
        if points.count > Self.limit { points.removeFirst() }
    }

    /// Takes out the moment before the last `count` statements that did something, with those after
    /// it; nil when it is not known.
    mutating func goBack(_ count: Int) -> Point? {
        guard count > 0, points.count >= count else { return nil }
        let point = points[points.count - count]
        points.removeLast(count)
        return point
    }
}
