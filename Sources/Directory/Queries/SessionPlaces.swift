internal import Sessions

/// Where a session stands among others that a query lists (session-directory 12.8).
struct SessionPlace: Sendable, Equatable, Comparable {
    let startTime: Timestamp
    let key: String

    static func < (left: SessionPlace, right: SessionPlace) -> Bool {
        left.startTime == right.startTime
            ? left.key < right.key : left.startTime < right.startTime
    }
}

/// The sessions that one user or one keyword leads to, in the order of their places.
///
/// Most users are in one session, which needs no list.
enum SessionPlaces: Sendable {
    case one(SessionPlace)
    case many(ChunkedArray<SessionPlace>)

    /// The number of sessions; never zero.
    var count: Int {
        switch self {
        case .one: 1
        case .many(let places): places.count
        }
    }

    subscript(position: Int) -> SessionPlace {
        switch self {
        case .one(let place): place
        case .many(let places): places[position]
        }
    }

    /// Has a session among the places or not, whatever was so before; nil stands for no places.
    static func set(_ place: SessionPlace, in places: inout SessionPlaces?, to isThere: Bool) {
        switch places {
        case nil: if isThere { places = .one(place) }
        case .one(place): if !isThere { places = nil }
        case .one(let other):
            guard isThere else { return }
            var both = ChunkedArray<SessionPlace>()
            both.append(min(place, other))
            both.append(max(place, other))
            places = .many(both)
        case .many(var list):
            let position = list.firstPosition { $0 >= place }
            let wasThere = position < list.count && list[position] == place
            guard wasThere != isThere else { return }
            // The list must have one owner only, or changing it would copy it.
            places = nil
            if isThere {
                list.insert(place, at: position)
            } else {
                list.remove(at: position)
            }
            places = list.count == 1 ? .one(list[0]) : .many(list)
        }
    }
}

/// Walks over several lists of places as over one, in the order of the places.
struct MergedPlaces: Sequence, IteratorProtocol {
    private var lists: [(places: SessionPlaces, next: Int)]

    init(_ lists: [SessionPlaces]) { self.lists = lists.map { ($0, 0) } }

    mutating func next() -> SessionPlace? {
        var first: (list: Int, place: SessionPlace)?
        for (list, entry) in lists.enumerated() where entry.next < entry.places.count {
            let place = entry.places[entry.next]
            if first.map({ place < $0.place }) ?? true { first = (list, place) }
        }
        guard let first else { return nil }
        lists[first.list].next += 1
        return first.place
    }
}
