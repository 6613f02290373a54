internal import Sessions

/// What happens at which instant, though no task waits for it: earliest first; equal instants in
/// the order in which they were entered.
struct Agenda {
    private struct Entry {
        let instant: Timestamp
        let order: Int
        let isAwaited: () -> Bool
        let action: () -> Void
    }

    private var heap: [Entry] = []
    private var nextOrder = 0

    /// When the next thing happens that is still awaited.
    var next: Timestamp? {
        mutating get {
            while let first = heap.first, !first.isAwaited() { removeFirst() }
            return heap.first?.instant
        }
    }

    /// Enters something.
    ///
    /// - Parameter isAwaited: whether it still matters; what does not is dropped without a trace.
    mutating func insert(
        _ instant: Timestamp, while isAwaited: @escaping () -> Bool = { true },
        _ action: @escaping () -> Void
    ) {
        heap.append(
            Entry(instant: instant, order: nextOrder, isAwaited: isAwaited, action: action))
        nextOrder += 1
        var child = heap.count - 1
        while child > 0, comesBefore(child, (child - 1) / 2) {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    /// Takes the next thing out, if it is due at `now`.
    mutating func popDue(at now: Timestamp) -> (() -> Void)? {
        guard let instant = next, instant <= now else { return nil }
        let action = heap.first?.action
        removeFirst()
        return action
    }

    private mutating func removeFirst() {
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        var parent = 0
        while true {
            var first = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < heap.count && comesBefore(child, first) { first = child }
            guard first != parent else { break }
            heap.swapAt(parent, first)
            parent = first
        }
    }

    private func comesBefore(_ one: Int, _ other: Int) -> Bool {
        (heap[one].instant, heap[one].order) < (heap[other].instant, heap[other].order)
    }
}
