internal import Sessions

/// What is to happen at instants: earliest first; equal instants in the order in which they were
/// entered.
struct TimerQueue<Element> {
    private struct Timer {
        let instant: Timestamp
        let order: Int
        let element: Element
    }

    private var heap: [Timer] = []
    private var nextOrder = 0

    /// When the first is due.
    var next: Timestamp? { heap.first?.instant }

    mutating func insert(_ instant: Timestamp, _ element: Element) {
        heap.append(Timer(instant: instant, order: nextOrder, element: element))
        nextOrder += 1
        siftUp(heap.count - 1)
    }

    /// Takes the first if it is due at `now`.
    mutating func popDue(at now: Timestamp) -> Element? {
        guard let first = heap.first, first.instant <= now else { return nil }
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        siftDown()
        return first.element
    }

    /// Takes everything for which `isStale` holds off the front.
    mutating func dropFront(where isStale: (Element) -> Bool) {
        while let first = heap.first, isStale(first.element) { _ = popDue(at: first.instant) }
    }

    private func comesBefore(_ a: Timer, _ b: Timer) -> Bool {
        (a.instant, a.order) < (b.instant, b.order)
    }

    private mutating func siftUp(_ start: Int) {
        var child = start
        while child > 0, comesBefore(heap[child], heap[(child - 1) / 2]) {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    private mutating func siftDown() {
        var parent = 0
        while true {
            var first = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < heap.count && comesBefore(heap[child], heap[first]) { first = child }
            guard first != parent else { return }
            heap.swapAt(parent, first)
            parent = first
        }
    }
}
