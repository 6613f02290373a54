/// The known name that a mistyped one most likely means; nil when none is near.
public func nearestName(to name: String, in known: [String]) -> String? {
    let limit = max(1, min(3, name.utf8.count / 3))
    let size = name.utf8.count
    // A name that is longer by more than the limit cannot be near; most are passed over here.
    let similar = known.filter { abs($0.utf8.count - size) <= limit }
    let candidates = similar.map { (name: $0, distance: editDistance(name, $0)) }
    return candidates.filter { $0.distance <= limit }.min { $0.distance < $1.distance }?.name
}

/// The number of insertions, deletions, replacements and swaps of neighbours between two names,
/// without regard to case.
private func editDistance(_ left: String, _ right: String) -> Int {
    let a = Array(left.lowercased().utf8)
    let b = Array(right.lowercased().utf8)
    guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
    var rows = [Array(0...b.count)]
    for i in 1...a.count {
        var row = [i]
        for j in 1...b.count {
            let replaced = rows[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
            var best = min(replaced, rows[i - 1][j] + 1, row[j - 1] + 1)
            if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                best = min(best, rows[i - 2][j - 2] + 1)
            }
            row.append(best)
        }
        rows.append(row)
    }
    return rows[a.count][b.count]
}
