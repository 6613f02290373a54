/// Elements, first come first served.
struct Queue<Element> {
    private var elements: [Element] = []
    private var head = 0

    var isEmpty: Bool { head == elements.count }

    var count: Int { elements.count - head }

    var first: Element? { isEmpty ? nil : elements[head] }

    mutating func append(_ element: Element) { elements.append(element) }

    mutating func popFirst() -> Element? {
        guard head < elements.count else { return nil }
        defer {
            head += 1
            if head > 64, head * 2 > elements.count {
                elements.removeFirst(head)
                head = 0
            }
        }
        return elements[head]
    }

    /// Where elements are for which `isCounted` holds, from the first on.
    func places(atMost limit: Int, where isCounted: (Element) -> Bool) -> [Int] {
        var found: [Int] = []
        for place in elements[head...].indices where isCounted(elements[place]) {
            found.append(place - head)
            if found.count == limit { break }
        }
        return found
    }

    /// Takes an element out of the middle; 0 is the first.
    mutating func remove(at place: Int) -> Element {
        place == 0 ? popFirst() ?? elements.remove(at: head) : elements.remove(at: head + place)
    }

    /// The number of elements for which `isCounted` holds.
    func count(where isCounted: (Element) -> Bool) -> Int {
        elements[head...].count(where: isCounted)
    }
}
