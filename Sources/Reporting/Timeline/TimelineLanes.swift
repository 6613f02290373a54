/// The lanes of a timeline: one for each player, from left to right by first appearance, and one
/// for the service at the right.
struct TimelineLanes {
    /// The names over the lanes of players.
    let names: [String]
    /// The columns of a lane, its line among them.
    let width: Int
    private let places: [String: Int]

    private static let narrowest = 5
    private static let widest = 14
    static let others = "others"
    /// The columns of the service's lane: its line, and the space before the words.
    static let serviceWidth = 3

    /// Makes lanes that fit into `room` columns: names are cut first; then those who did least share
    /// a lane.
    ///
    /// - Parameter players: the name of the player of each entry.
    init(of players: [String], room: Int, columns: (String) -> Int) {
        var counts: [String: Int] = [:]
        var order: [String] = []
        for player in players {
            if counts[player] == nil { order.append(player) }
            counts[player, default: 0] += 1
        }
        let room = room - Self.serviceWidth
        let most = max(1, room / Self.narrowest)
        if order.count > most {
            let position = Dictionary(uniqueKeysWithValues: zip(order, order.indices))
            // Those who did most stay; who came first counts among equals.
            let ranked = order.sorted { left, right in
                let (a, b) = (counts[left] ?? 0, counts[right] ?? 0)
                return a != b ? a > b : (position[left] ?? 0) < (position[right] ?? 0)
            }
            let kept = Set(ranked.prefix(max(0, most - 1)))
            order = order.filter(kept.contains) + [Self.others]
        }
        names = order
        let longest = order.map(columns).max() ?? 0
        let share = order.isEmpty ? Self.widest : room / order.count
        width = max(Self.narrowest, min(longest + 2, Self.widest, share))
        places = Dictionary(uniqueKeysWithValues: zip(order, order.indices))
    }

    /// Whether a player has a lane of their own.
    func isAlone(_ player: String) -> Bool { places[player] != nil && player != Self.others }

    /// The lines of all lanes, untouched.
    func cells(_ glyphs: TimelineGlyphs) -> String {
        String(repeating: glyphs.line + spaces(width - 1), count: names.count) + glyphs.line + "  "
    }

    /// The lines of all lanes with an arrow between a player's and the service's.
    func cells(_ glyphs: TimelineGlyphs, _ way: TimelineGlyphs.Way, of player: String) -> String {
        guard let place = places[player] ?? places[Self.others] else { return cells(glyphs) }
        let body = way == .tap ? glyphs.dotted : glyphs.stroke
        var text = ""
        text += String(repeating: glyphs.line + spaces(width - 1), count: place)
        let isBack = way == .back || way == .tap || way == .brokenBack
        text += isBack ? glyphs.line : glyphs.leaves
        for lane in place..<names.count {
            var stretch = Array(repeating: body, count: width - 1)
            if isBack, lane == place {
                stretch[0] = way == .brokenBack ? glyphs.broken : glyphs.left
            }
            if !isBack, lane == names.count - 1 {
                stretch[width - 2] = way == .brokenThere ? glyphs.broken : glyphs.right
            }
            text += stretch.joined()
            if lane < names.count - 1 { text += glyphs.crossing }
        }
        text += isBack ? glyphs.returns : glyphs.line
        return text + "  "
    }

    private func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
}

/// The characters that a timeline is drawn with.
struct TimelineGlyphs {
    /// Where an arrow goes.
    enum Way {
        case there, back, tap, brokenThere, brokenBack
    }

    let line: String
    let leaves: String
    let returns: String
    let crossing: String
    let stroke: String
    let dotted: String
    let left: String
    let right: String
    let broken: String
    let rule: String
    let result: String
    let ellipsis: String

    static let boxes = TimelineGlyphs(
        line: "│", leaves: "├", returns: "┤", crossing: "┼", stroke: "─", dotted: "┄", left: "◀",
        right: "▶", broken: "×", rule: "═", result: "→", ellipsis: "…")
    static let ascii = TimelineGlyphs(
        line: "|", leaves: "|", returns: "|", crossing: "+", stroke: "-", dotted: ".", left: "<",
        right: ">", broken: "x", rule: "=", result: "->", ellipsis: "~")
}
