package import JSON
internal import Lua
internal import Sessions

/// One place at which two versions of a session differ, with who changed it where that is known.
package final class SessionChange {
    package let difference: JSONDifference
    package let version: SessionVersion?
    /// What else there is to say, such as who owns the place.
    package let remark: String?

    init(_ difference: JSONDifference, version: SessionVersion? = nil, remark: String? = nil) {
        self.difference = difference
        self.version = version
        self.remark = remark
    }

    var text: String {
        var text = difference.path == .root ? "- the session" : difference.description
        if let remark { text += "  (\(remark))" }
        if let version {
            let who = version.author.map { "by \($0)" } ?? "by \(version.cause)"
            text += "  (#\(version.changeNumber) \(who))"
        }
        return text
    }
}

extension SessionChange {
    /// The members of a document that change with every version and mean nothing to a reader.
    private static let rendering: Set<String> = ["changeNumber", "nextTimer", "contractVersion"]

    /// What changed from one document to another; who changed it is looked up in `versions`.
    package static func all(
        from before: JSONValue, to after: JSONValue, versions: [SessionVersion]
    ) -> [SessionChange] {
        let documents = trail(from: before, to: after, in: versions)
        return differences(from: before, to: after).map { difference in
            let author = documents.first { version, earlier in
                version.document.value(at: difference.path) == difference.after
                    && earlier.value(at: difference.path) != difference.after
            }
            return SessionChange(difference, version: author?.0)
        }
    }

    /// Where two documents differ in what a reader cares for.
    package static func differences(from before: JSONValue, to after: JSONValue) -> [JSONDifference]
    {
        after.differences(from: before).filter { difference in
            guard let name = difference.path.tokens.first else { return true }
            let isNeighbour = name == "members" && difference.path.tokens.last == "next"
            return !rendering.contains(name) && !isNeighbour
        }
    }

    /// The versions after `before` up to `after`, each with the document before it, latest first.
    private static func trail(
        from before: JSONValue, to after: JSONValue, in versions: [SessionVersion]
    ) -> [(SessionVersion, JSONValue)] {
        guard let branch = after["branch"]?.stringValue,
            let last = after["changeNumber"]?.integerValue
        else { return [] }
        let first =
            before["branch"]?.stringValue == branch
            ? before["changeNumber"]?.integerValue ?? 0 : 0
        let between = versions.filter {
            $0.branch == branch && $0.changeNumber > first && $0.changeNumber <= last
        }
        return zip(between, [before] + between.map(\.document)).reversed()
    }
}

extension JSONValue {
    /// The value at a path; nil when there is none.
    func value(at path: JSONPointer) -> JSONValue? {
        path.tokens.reduce(self) { value, token in
            switch value {
            case .object(let object)?: object[token]
            case .array(let elements)?:
                Int(token).flatMap { elements.indices.contains($0) ? elements[$0] : nil }
            default: nil
            }
        }
    }
}

let changeClass = LuaClass<SessionChange>(
    "change", doc: "One place at which two versions of a session differ.",
    fields: [
        .init("path", "string", doc: "Where, as a JSON pointer such as /members/1.") {
            $1.push($0.difference.path.description)
        },
        .init("before", "any", doc: "What stood there; nil when there was nothing.") {
            try $1.push(json: $0.difference.before)
        },
        .init("after", "any", doc: "What stands there now; nil when there is nothing.") {
            try $1.push(json: $0.difference.after)
        },
        .init("by", "string?", doc: "Whose write changed it, where this run saw that.") {
            $1.push($0.version?.author)
        },
        .init("cause", "string?", doc: "PUT, DELETE, timer or unknown.") {
            $1.push($0.version?.cause)
        },
        .init("change_number", "integer?", doc: "The commit that changed it.") {
            $1.push($0.version?.changeNumber)
        },
        .init("remark", "string?", doc: "What else there is to say, such as: set by the service.") {
            $1.push($0.remark)
        },
    ],
    metamethods: [
        HostFunction("__tostring", returns: "string", doc: "The change in one line.") { call in
            call.push(try call.object(1, of: changeClass).text)
        }
    ])

extension LuaCall {
    /// Adds a JSON value, or nil where there is none.
    mutating func push(json value: JSONValue?) throws {
        guard let value else { return push(LuaValue.nil) }
        try push { stack in
            try stack.push(json: value)
            return 1
        }
    }

    /// Adds a list of changes that prints one per line.
    mutating func push(_ changes: [SessionChange]) {
        push { stack in
            stack.push(changes)
            return 1
        }
    }
}

extension LuaStack {
    /// Pushes a list of changes that prints one per line. Stack: -0 +1
    func push(_ changes: [SessionChange]) {
        pushTable(elements: changes.count)
        for (position, change) in changes.enumerated() {
            push(change, as: changeClass)
            setElement(position + 1, of: -2)
        }
        pushTable(members: 2)
        push(Self.changesText)
        setField("__tostring", of: -2)
        push("changes" as StaticString)
        setField("__name", of: -2)
        setMetatable(of: -2)
    }

    /// What `tostring` gives for a list of changes.
    private static let changesText = HostFunction(
        "__tostring", [Parameter("changes", .table)], returns: "string",
        doc: "The changes, one per line."
    ) { call in
        var lines: [String] = []
        for position in 0..<call.stack.rawLength(at: call.index(1)) {
            _ = call.stack.pushElement(position + 1, of: call.index(1))
            let change = call.stack.object(SessionChange.self, at: -1, of: changeClass)
            call.stack.pop()
            lines.append(change?.text ?? "?")
        }
        call.push(lines.isEmpty ? "no changes" : lines.joined(separator: "\n"))
    }
}
