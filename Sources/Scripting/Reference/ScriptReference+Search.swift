internal import Lua

extension ScriptReference {
    /// What a name stands for in the reference.
    public enum Match: Sendable, Hashable {
        /// A whole group.
        case group(ReferenceGroup)
        /// One entry.
        case entry(ReferenceEntry)
    }

    /// Everything of this name: `user:write`, `user.write` and `write()` all find the method.
    ///
    /// A name that stands for something exactly as it is written counts more than one that differs
    /// in case.
    public func matches(for name: String) -> [Match] {
        let query = Self.normalized(name)
        for isSame in [{ $0 == query }, { $0.lowercased() == query.lowercased() }]
            as [(String) -> Bool]
        {
            let groups = groups.filter { isSame($0.title) || isSame($0.name) }
            let entries = self.groups.flatMap(\.entries)
            let whole = entries.filter { Self.names(of: $0).contains(where: isSame) }
            if !whole.isEmpty || !groups.isEmpty {
                // `session` is a class and no call for every field of that name.
                return groups.map(Match.group) + whole.map(Match.entry)
            }
            let parts = entries.filter { $0.kind != .metamethod && isSame($0.name) }
            if !parts.isEmpty { return parts.map(Match.entry) }
        }
        return []
    }

    /// The name in the reference that a name most likely means; nil when none is near.
    public func suggestion(for name: String) -> String? {
        let query = Self.normalized(name)
        let entries = groups.flatMap(\.entries)
        let titles = entries.flatMap(Self.names) + groups.flatMap { [$0.title, $0.name] }
        let written = { (near: String) in
            entries.first { Self.names(of: $0).contains(near) }?.title ?? near
        }
        if query.contains("."), let near = nearestName(to: query, in: titles) {
            return written(near)
        }
        return nearestName(to: query, in: entries.map(\.name) + titles).map(written)
    }

    /// The whole names of an entry, with points alone; what the module has may be named without it.
    private static func names(of entry: ReferenceEntry) -> [String] {
        let title = normalized(entry.title)
        let prefix = moduleName + "."
        guard title.hasPrefix(prefix) else { return [title, prefix + title] }
        return [title, String(title.dropFirst(prefix.count))]
    }

    private static func normalized(_ name: String) -> String {
        let name = name.hasSuffix("()") ? name.dropLast(2) : name[...]
        return String(name.map { $0 == ":" ? "." : $0 })
    }
}
