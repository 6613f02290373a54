package import JSON
internal import Lua
internal import Sessions

/// One place where a refused write and the writes of others differ from what it was based on.
package final class WriteConflict {
    package let path: JSONPointer
    /// What stood there when the session was read.
    package let base: JSONValue?
    /// What the refused write asked for; nil when it says nothing of the place.
    package let mine: JSONValue?
    /// What stands there now; nil when there is nothing.
    package let theirs: JSONValue?
    /// Whether others changed what the write wanted to change.
    package let isContested: Bool

    private init(
        path: JSONPointer, base: JSONValue?, mine: JSONValue?, theirs: JSONValue?,
        isContested: Bool
    ) {
        self.path = path
        self.base = base
        self.mine = mine
        self.theirs = theirs
        self.isContested = isContested
    }

    /// The places in the order of the request, then those that only others changed.
    static func all(
        of body: JSONObject, by xuid: Xuid?, base: JSONValue, theirs: JSONValue
    ) -> [WriteConflict] {
        let changed = SessionChange.differences(from: base, to: theirs)
        let written = WrittenPlaces(body, in: [base, theirs], by: xuid)
        let mine = written.places.map { place in
            WriteConflict(
                path: place.path, base: base.value(at: place.path), mine: place.value,
                theirs: theirs.value(at: place.path),
                isContested: base.value(at: place.path) != theirs.value(at: place.path))
        }
        let others = changed.filter { !written.touch($0.path) }.map { difference in
            WriteConflict(
                path: difference.path, base: difference.before, mine: nil,
                theirs: difference.after, isContested: false)
        }
        return mine + others
    }

    /// In one line: path, base, mine, theirs.
    var text: String {
        func shown(_ value: JSONValue?) -> String { value?.text ?? "nothing" }
        let wish = mine.map { ", mine \($0.isNull ? "removes it" : $0.text)" } ?? ""
        return "\(path): base \(shown(base))\(wish), theirs \(shown(theirs))"
    }
}

extension [WriteConflict] {
    /// What happened, for the line that an error is.
    var summary: String {
        guard let first = first(where: \.isContested) else {
            let others = filter { $0.mine == nil }.map(\.path.description)
            guard let place = others.first else { return "" }
            let more = others.count > 1 ? " and \(others.count - 1) more" : ""
            return "others changed \(place)\(more), and nothing that this write says"
        }
        let more = count { $0.isContested } - 1
        return "others changed \(first.text)" + (more > 0 ? " and \(more) more" : "")
    }
}

let conflictClass = LuaClass<WriteConflict>(
    "conflict", doc: "One place where a refused write and what others wrote differ from its base.",
    section: "2.4",
    example: """
        local lobby = stacy:create(ref, muster.request():join { active = true })
        stacy:write(ref, muster.request():set("map", "dust"))
        local ok, refusal = pcall(lobby.write, lobby, muster.request():set("map", "mirage"),
          "synchronized")
        for _, conflict in ipairs(refusal.conflicts) do print(conflict) end
        """,
    fields: [
        .init("path", "string", doc: "Where, as a JSON pointer.") {
            $1.push($0.path.description)
        },
        .init("base", "any", doc: "What stood there when the session was read.") {
            try $1.push(json: $0.base)
        },
        .init("mine", "any", doc: "What the write asked for; nil when it said nothing of it.") {
            try $1.push(json: $0.mine)
        },
        .init("theirs", "any", doc: "What stands there now.") { try $1.push(json: $0.theirs) },
        .init("contested", "boolean", doc: "Whether others changed what the write wanted to.") {
            $1.push($0.isContested)
        },
    ],
    metamethods: [
        HostFunction("__tostring", returns: "string", doc: "All of it in one line.") { call in
            call.push(try call.object(1, of: conflictClass).text)
        }
    ])
