/// An array whose copies share all but the chunks that change.
///
/// Changing one element of a copy costs the elements of one chunk and the number of chunks, not
/// the number of elements. Up to ``chunkLimit`` elements it is one array.
struct ChunkedArray<Element: Sendable>: Sendable {
    private var chunks: [[Element]] = []
    /// How many elements stand before each chunk; empty unless there are several.
    private var starts: [Int] = []
    private(set) var count = 0

    /// The most elements of one chunk.
    static var chunkLimit: Int { 128 }

    /// Where an element stands.
    private struct Place {
        var chunk: Int
        var offset: Int
    }

    /// Appends an element.
    mutating func append(_ element: Element) {
        if let last = chunks.indices.last, chunks[last].count < Self.chunkLimit {
            chunks[last].append(element)
        } else {
            if chunks.count == 1 { starts = [0] }
            if !chunks.isEmpty { starts.append(count) }
            chunks.append([element])
        }
        count += 1
    }

    /// Puts an element before the one at `position`, or at the end.
    mutating func insert(_ element: Element, at position: Int) {
        guard position < count else { return append(element) }
        let place = place(of: position)
        chunks[place.chunk].insert(element, at: place.offset)
        count += 1
        moveStarts(after: place.chunk, by: 1)
        if chunks[place.chunk].count > Self.chunkLimit { split(place.chunk) }
    }

    /// Takes the element at `position` out.
    @discardableResult
    mutating func remove(at position: Int) -> Element {
        let place = place(of: position)
        let element = chunks[place.chunk].remove(at: place.offset)
        count -= 1
        moveStarts(after: place.chunk, by: -1)
        if chunks[place.chunk].isEmpty {
            drop(place.chunk)
        } else if chunks[place.chunk].count < Self.chunkLimit / 4 {
            join(place.chunk)
        }
        return element
    }

    /// The first position whose element satisfies a condition, where all later ones do too; the
    /// count when there is none.
    func firstPosition(where condition: (Element) -> Bool) -> Int {
        var (low, high) = (0, chunks.count)
        while low < high {
            let middle = (low + high) / 2
            let chunk = chunks[middle]
            if condition(chunk[chunk.count - 1]) { high = middle } else { low = middle + 1 }
        }
        guard low < chunks.count else { return count }
        let (chunk, start) = (chunks[low], low == 0 ? 0 : starts[low])
        (low, high) = (0, chunk.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if condition(chunk[middle]) { high = middle } else { low = middle + 1 }
        }
        return start + low
    }

    private func place(of position: Int) -> Place {
        precondition(position >= 0 && position < count, "no element is at \(position)")
        if chunks.count == 1 { return Place(chunk: 0, offset: position) }
        var (low, high) = (0, chunks.count - 1)
        while low < high {
            let middle = (low + high + 1) / 2
            if starts[middle] <= position { low = middle } else { high = middle - 1 }
        }
        return Place(chunk: low, offset: position - starts[low])
    }

    private mutating func moveStarts(after chunk: Int, by distance: Int) {
        guard chunk + 1 < starts.count else { return }
        for later in chunk + 1..<starts.count { starts[later] += distance }
    }

    private mutating func split(_ chunk: Int) {
        let half = chunks[chunk].count / 2
        let second = Array(chunks[chunk][half...])
        chunks[chunk].removeSubrange(half...)
        if chunks.count == 1 { starts = [0] }
        chunks.insert(second, at: chunk + 1)
        starts.insert(starts[chunk] + half, at: chunk + 1)
    }

    /// Joins a small chunk with a neighbour, when both leave room, so that chunks stay few.
    private mutating func join(_ chunk: Int) {
        let roomLimit = Self.chunkLimit * 3 / 4
        for first in [chunk - 1, chunk] where first >= 0 && first + 1 < chunks.count {
            guard chunks[first].count + chunks[first + 1].count <= roomLimit else { continue }
            chunks[first] += chunks[first + 1]
            drop(first + 1)
            return
        }
    }

    /// Takes a chunk out whose elements are gone.
    private mutating func drop(_ chunk: Int) {
        chunks.remove(at: chunk)
        if chunks.count > 1 { starts.remove(at: chunk) } else { starts = [] }
    }
}

extension ChunkedArray: RandomAccessCollection {
    var startIndex: Int { 0 }
    var endIndex: Int { count }

    subscript(position: Int) -> Element {
        get {
            let place = place(of: position)
            return chunks[place.chunk][place.offset]
        }
        set {
            let place = place(of: position)
            chunks[place.chunk][place.offset] = newValue
        }
    }
}

extension ChunkedArray: Equatable where Element: Equatable {
    /// Equal elements in equal order, however they are cut into chunks; what two copies share is
    /// not looked at.
    static func == (left: ChunkedArray, right: ChunkedArray) -> Bool {
        guard left.count == right.count else { return false }
        return left.starts == right.starts
            ? left.chunks == right.chunks : left.elementsEqual(right)
    }
}
