internal import LineEditor

/// Puts candidates in order by how they go with what was typed: those that begin with it, then
/// those that do so but for upper and lower case. Where nothing begins with it, those that have its
/// letters in order: beside the others they would keep the editor from typing what is clear.
///
/// Within each, the order is as given.
struct Ranking {
    let prefix: String

    /// Whether a name goes with the prefix at all.
    func takes(_ name: String) -> Bool { rank(of: name[...]) != nil }

    func sorted(_ candidates: [Completions.Candidate]) -> [Completions.Candidate] {
        var seen: Set<String> = []
        var ranked: [[Completions.Candidate]] = [[], [], []]
        for candidate in candidates {
            // A string may be typed without its quote.
            let name = candidate.label.drop { $0 == "\"" }
            guard let rank = rank(of: name), seen.insert(candidate.label).inserted else { continue }
            ranked[rank].append(candidate)
        }
        let beginning = ranked[0] + ranked[1]
        return beginning.isEmpty ? ranked[2] : beginning
    }

    /// How well a name goes with the prefix, 0 best; nil when it does not.
    private func rank(of name: Substring) -> Int? {
        if name.hasPrefix(prefix) { return 0 }
        let (lowerName, lowerPrefix) = (name.lowercased(), prefix.lowercased())
        if lowerName.hasPrefix(lowerPrefix) { return 1 }
        var rest = lowerPrefix[...]
        for character in lowerName where character == rest.first { rest = rest.dropFirst() }
        return rest.isEmpty ? 2 : nil
    }
}
