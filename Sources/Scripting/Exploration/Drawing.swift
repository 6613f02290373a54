internal import Sessions
internal import TestRunner

/// Draws the choices of one seed.
///
/// Every seed has its own habits: for each kind of choice it leaves everything as it is, or makes few
/// or many changes, since some bugs need much of one kind and none of another.
struct Drawing {
    private let seed: UInt64
    private let variation: Schedule.Variation
    /// How likely a choice of each kind differs.
    private let rates: [Decision.Kind: Double]

    /// How long messages take, in milliseconds: from less than any script waits to more than most do.
    static let delays = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000]
    /// How often a request is lost at most: it arrives after 1.4 s at the latest.
    static let lossesLimit = 3

    init(seed: UInt64, intensity: Double, _ variation: Schedule.Variation) {
        self.seed = seed
        self.variation = variation
        var rates: [Decision.Kind: Double] = [:]
        for kind in Decision.Kind.allCases where variation.covers(kind) {
            // 0, ½, 1 or 2½: 1 on average.
            var random = Self.random(seed, kind, 0)
            let habit = [0, 0.5, 1, 2.5][random.index(below: 4)]
            rates[kind] = min(1, intensity * habit * kind.weight)
        }
        self.rates = rates
    }

    /// Which of several goes first; nil for the one whose turn it is.
    func place(_ kind: Decision.Kind, _ ordinal: Int, below count: Int) -> Int? {
        guard var random = random(kind, ordinal) else { return nil }
        return 1 + random.index(below: count - 1)
    }

    /// A number of a range, each as likely as the next; nil when it is not varied.
    func number(
        _ kind: Decision.Kind, _ ordinal: Int, from least: Int, to most: Int
    ) -> Int? {
        guard variation.covers(kind) else { return nil }
        var random = Self.random(seed, kind, ordinal)
        return least + random.index(below: most - least + 1)
    }

    /// How many milliseconds a message is late; nil when it is not.
    func delay(_ kind: Decision.Kind, _ ordinal: Int) -> Int? {
        guard var random = random(kind, ordinal) else { return nil }
        return Self.delays[random.index(below: Self.delays.count)]
    }

    /// How often a request is lost; nil when it is not.
    func losses(_ ordinal: Int) -> Int? {
        guard var random = random(.loss, ordinal) else { return nil }
        return 1 + random.index(below: Self.lossesLimit)
    }

    /// What goes wrong with a request; nil when nothing does.
    func fault(_ ordinal: Int, namesEtag: Bool) -> Int? {
        var faults: [Decision.Fault] = []
        if variation.contains(.faults), namesEtag { faults.append(.conflict) }
        if variation.contains(.outages) {
            faults += [.unavailable, .tooManyRequests, .droppedBefore, .droppedAfter]
        }
        guard !faults.isEmpty, var random = random(.fault, ordinal) else { return nil }
        return faults[random.index(below: faults.count)].rawValue
    }

    /// The randomness of a choice that differs; nil for one that does not.
    private func random(_ kind: Decision.Kind, _ ordinal: Int) -> SeededRandom? {
        guard let rate = rates[kind], rate > 0 else { return nil }
        var random = Self.random(seed, kind, ordinal)
        return random.unit() < rate ? random : nil
    }

    private static func random(
        _ seed: UInt64, _ kind: Decision.Kind, _ ordinal: Int
    ) -> SeededRandom {
        var random = SeededRandom(seed: seed)
        random = SeededRandom(seed: random.next() ^ kind.stream)
        return SeededRandom(seed: random.next() ^ UInt64(ordinal))
    }
}

extension Schedule.Variation {
    fileprivate func covers(_ kind: Decision.Kind) -> Bool {
        switch kind {
        case .players: contains(.players)
        case .fault: !isDisjoint(with: [.faults, .outages])
        case .task, .timer: contains(.tasks)
        case .delay, .answer, .loss, .copy, .tap: contains(.network)
        }
    }
}

extension Decision.Kind {
    /// How likely a choice of this kind differs, against one between tasks.
    fileprivate var weight: Double {
        switch self {
        case .players, .fault, .task, .timer, .delay, .answer, .tap: 1
        case .loss, .copy: 0.25
        }
    }

    /// Keeps what is drawn for one kind apart from what is drawn for another.
    fileprivate var stream: UInt64 {
        switch self {
        case .players: 0x706C_6179
        case .fault: 0x6661_756C
        case .task: 0x7461_736B
        case .timer: 0x7469_6D65
        case .delay: 0x6465_6C61
        case .answer: 0x616E_7377
        case .loss: 0x6C6F_7373
        case .copy: 0x636F_7079
        case .tap: 0x7461_7021
        }
    }
}

extension SeededRandom {
    /// A number from 0 to 1, without 1.
    fileprivate mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// A number from 0 to `count`, without `count`.
    fileprivate mutating func index(below count: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(count)).high)
    }
}
