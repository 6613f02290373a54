internal import Sessions

/// Keys that fall due, the earliest first; equal instants in the order of the keys.
///
/// Entries are not taken out when they lose their meaning: whoever reads the first one asks whether
/// it still holds, and drops it if not.
struct DueQueue<Key: Comparable & Sendable>: Sendable, Equatable {
    /// A key and the instant at which it falls due.
    struct Entry: Sendable, Equatable, Comparable {
        let instant: Timestamp
        let key: Key

        static func < (left: Entry, right: Entry) -> Bool {
            left.instant == right.instant
                ? left.key < right.key : left.instant < right.instant
        }
    }

    /// A binary heap: no entry comes before its parent.
    private var heap: [Entry] = []

    var first: Entry? { heap.first }

    mutating func insert(_ key: Key, at instant: Timestamp) {
        heap.append(Entry(instant: instant, key: key))
        var child = heap.count - 1
        while child > 0, heap[child] < heap[(child - 1) / 2] {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    /// Takes the first entry out; an empty queue stays empty.
    mutating func removeFirst() {
        guard !heap.isEmpty else { return }
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        var parent = 0
        while true {
            var first = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < heap.count && heap[child] < heap[first] { first = child }
            guard first != parent else { return }
            heap.swapAt(parent, first)
            parent = first
        }
    }
}
