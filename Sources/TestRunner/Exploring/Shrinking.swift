/// Makes the decisions of a run that failed fewer and smaller, as long as it fails in the same way.
///
/// A list that a run was given may have less effect than it says, because the run went another way;
/// what the run has recorded then takes its place.
struct Shrinking: Sendable {
    /// The smallest run so far.
    private(set) var smallest: Exploration.Run
    /// Whether the run that failed fails again with its own decisions.
    private(set) var isRepeatable = true

    private var pass = Pass.confirming
    /// The candidate that is being tried.
    private var candidate: [Decision]?
    /// What is known not to fail in this way.
    private var refuted: Set<[Decision]> = []

    private enum Pass {
        /// The whole list is tried again.
        case confirming
        /// The empty list is tried.
        case emptying
        /// Values are made smaller.
        case lowering(Lowering)
        /// Chunks of this size are left out, in order (delta debugging); in passes of single
        /// decisions, until one finds nothing to leave out.
        case removing(size: Int, start: Int, hasRemoved: Bool)
        /// Nothing is left to try.
        case finished
    }

    /// Which values are being made smaller.
    private struct Lowering {
        /// The decisions, the one that is tried first.
        var open: ArraySlice<Decision>
        /// The largest value of that one which is known to be too small; nil before the first try.
        var tooSmall: Int?
        /// The value that is being tried; below the least when it is left out.
        var tried = 0
        /// Whether it is left out altogether at first.
        let leavesOut: Bool
        /// Whether only players are looked at.
        let isFirst: Bool
        /// Whether anything became smaller.
        var hasLowered = false

        mutating func moveOn() {
            open.removeFirst()
            tooSmall = nil
        }

        mutating func advance(hasFailed: Bool) {
            if hasFailed { hasLowered = true } else { tooSmall = tried }
        }
    }

    /// Begins with a run that failed.
    init(_ run: Exploration.Run) {
        smallest = run
        smallest.decisions.sort()
    }

    /// The next list to try; nil when nothing is left.
    mutating func next() -> [Decision]? {
        while let next = proposed() {
            guard refuted.contains(next) else {
                candidate = next
                return next
            }
            advance(hasFailed: false)
        }
        return nil
    }

    /// Takes in what came of the list that ``next()`` gave.
    mutating func ended(_ run: Exploration.Run, isSame: Bool) {
        guard let tried = candidate else { preconditionFailure("no list was being tried") }
        candidate = nil
        if isSame {
            smallest = run
            smallest.decisions.sort()
        } else {
            refuted.insert(tried)
        }
        advance(hasFailed: isSame)
    }

    // MARK: Passes

    private var decisions: [Decision] { smallest.decisions }

    /// What the pass tries next; nil when all passes are over.
    private mutating func proposed() -> [Decision]? {
        while true {
            switch pass {
            case .confirming: return decisions
            case .emptying: return []
            case .finished: return nil
            case .lowering(var lowering):
                if let list = proposed(by: &lowering) {
                    pass = .lowering(lowering)
                    return list
                }
                pass = afterLowering(lowering)
            case .removing(let size, let start, let hasRemoved):
                if start < decisions.count {
                    var list = decisions
                    list.removeSubrange(start..<min(start + size, list.count))
                    return list
                }
                pass = afterRemoving(size: size, hasRemoved: hasRemoved)
            }
        }
    }

    private func afterRemoving(size: Int, hasRemoved: Bool) -> Pass {
        if size > 1 { return .removing(size: (size + 1) / 2, start: 0, hasRemoved: false) }
        if hasRemoved { return .removing(size: 1, start: 0, hasRemoved: false) }
        let open = decisions.filter(\.kind.isQuantity)[...]
        return .lowering(Lowering(open: open, leavesOut: false, isFirst: false))
    }

    private func afterLowering(_ lowering: Lowering) -> Pass {
        if lowering.isFirst {
            return .removing(
                size: max(1, (decisions.count + 1) / 2), start: 0, hasRemoved: false)
        }
        return lowering.hasLowered ? .removing(size: 1, start: 0, hasRemoved: false) : .finished
    }

    /// The list with the next value made smaller: to nothing, then to the least, then by halves.
    private func proposed(by lowering: inout Lowering) -> [Decision]? {
        while let open = lowering.open.first {
            guard let place = place(of: open) else {
                lowering.moveOn()
                continue
            }
            var list = decisions
            let least = open.kind.values.lowerBound
            switch lowering.tooSmall {
            case nil where lowering.leavesOut:
                lowering.tried = least - 1
                list.remove(at: place)
                return list
            case nil where list[place].value > least:
                lowering.tried = least
            case let tooSmall? where list[place].value - tooSmall > 1:
                lowering.tried = tooSmall + (list[place].value - tooSmall) / 2
            default:
                lowering.moveOn()
                continue
            }
            list[place].value = lowering.tried
            return list
        }
        return nil
    }

    private func place(of decision: Decision) -> Int? {
        decisions.firstIndex { $0.kind == decision.kind && $0.ordinal == decision.ordinal }
    }

    /// Goes on after a list that failed, so that it is the smallest now, or did not.
    private mutating func advance(hasFailed: Bool) {
        switch pass {
        case .confirming:
            isRepeatable = hasFailed
            pass = hasFailed ? .emptying : .finished
        case .emptying:
            let players = decisions.filter { $0.kind == .players }[...]
            pass =
                hasFailed
                ? .finished
                : .lowering(Lowering(open: players, leavesOut: true, isFirst: true))
        case .lowering(var lowering):
            lowering.advance(hasFailed: hasFailed)
            pass = .lowering(lowering)
        case .removing(let size, let start, let hasRemoved):
            pass =
                hasFailed
                ? .removing(size: size, start: start, hasRemoved: true)
                : .removing(size: size, start: start + size, hasRemoved: hasRemoved)
        case .finished:
            break
        }
    }
}
