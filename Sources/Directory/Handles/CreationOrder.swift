internal import Sessions

/// Handles in the order of their creation.
///
/// Appending and removing take logarithmic time at most, spread over many calls: a removed entry
/// only leaves a mark, and marks are swept out when they outnumber the handles.
struct CreationOrder: Sendable, Equatable {
    private struct Entry: Sendable, Equatable {
        let ordinal: UInt64
        let id: GUID
        var isRemoved = false
    }

    private var entries: [Entry] = []
    /// Where the first entry that is not removed stands.
    private var start = 0
    /// The number of handles.
    private(set) var count = 0

    private static let sweepFloor = 16

    init() {}

    /// Takes handles in whatever order.
    init(_ handles: [Handle]) {
        for handle in handles.sorted(by: { $0.ordinal < $1.ordinal }) { append(handle) }
    }

    /// The oldest handle.
    var first: GUID? { count == 0 ? nil : entries[start].id }

    /// All handles, the oldest first.
    var ids: some Sequence<GUID> {
        entries[start...].lazy.filter { !$0.isRemoved }.map(\.id)
    }

    /// Whether a handle is here, by its ordinal.
    func contains(ordinal: UInt64) -> Bool { position(of: ordinal) != nil }

    /// Adds a handle that is younger than all others.
    mutating func append(_ handle: Handle) {
        entries.append(Entry(ordinal: handle.ordinal, id: handle.id))
        count += 1
    }

    /// Removes a handle by its ordinal; one that is not here is ignored.
    mutating func remove(ordinal: UInt64) {
        guard let position = position(of: ordinal) else { return }
        entries[position].isRemoved = true
        count -= 1
        while start < entries.count, entries[start].isRemoved { start += 1 }
        if entries.count > 2 * count + Self.sweepFloor {
            entries.removeAll(where: \.isRemoved)
            start = 0
        }
    }

    /// The handles that are here or there, each once.
    func union(_ other: CreationOrder) -> CreationOrder {
        var merged = CreationOrder()
        var rest = other.entries[other.start...]
        for entry in entries[start...] {
            while let next = rest.first, next.ordinal < entry.ordinal {
                merged.take(next)
                rest = rest.dropFirst()
            }
            if rest.first?.ordinal == entry.ordinal { rest = rest.dropFirst() }
            merged.take(entry)
        }
        for entry in rest { merged.take(entry) }
        return merged
    }

    private mutating func take(_ entry: Entry) {
        guard !entry.isRemoved else { return }
        entries.append(entry)
        count += 1
    }

    private func position(of ordinal: UInt64) -> Int? {
        var (low, high) = (start, entries.count)
        while low < high {
            let middle = low + (high - low) / 2
            if entries[middle].ordinal < ordinal { low = middle + 1 } else { high = middle }
        }
        guard low < entries.count, entries[low].ordinal == ordinal, !entries[low].isRemoved else {
            return nil
        }
        return low
    }
}
