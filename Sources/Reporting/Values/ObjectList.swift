internal import JSON
internal import Lua
internal import Scripting
internal import Sessions

/// A list of objects of one class, as a table.
struct ObjectList {
    private let style: InspectionStyle
    private let limits: InspectionLimits

    init(_ style: InspectionStyle, _ limits: InspectionLimits) {
        self.style = style
        self.limits = limits
    }

    /// The text; nil when they are of several classes, or of one that has no table.
    func text(of objects: [AnyObject]) -> String? {
        let hidden = max(0, objects.count - limits.entries)
        let shown = Array(objects.prefix(limits.entries))
        if let members = shown as? [MemberObject] {
            var table = MemberTable(style, limits)
            for member in members { table.append(member.member, isOwn: false) }
            return table.lines(indent: 0, hidden: hidden).rendered(style)
        }
        if let changes = shown as? [SessionChange] { return text(of: changes, hidden: hidden) }
        guard let (titles, rows) = rows(of: shown) else { return nil }
        var table = TextTable([""] + titles)
        for (position, row) in rows.enumerated() {
            table.append([TextLine("\(position + 1)", .dim)] + row)
        }
        return table.lines(style, indent: 0, hidden: hidden).rendered(style)
    }

    private func text(of changes: [SessionChange], hidden: Int) -> String {
        let width = ChangeLine.pathWidth(of: changes.map(\.difference), style)
        var lines = changes.map {
            ChangeLine.line($0.difference, pathWidth: width, indent: 0, style)
        }
        if hidden > 0 { lines.append(TextLine("… \(hidden) more", .dim)) }
        return lines.rendered(style)
    }

    private func rows(of objects: [AnyObject]) -> (titles: [String], rows: [[TextLine]])? {
        if let sessions = objects as? [SessionObject] {
            return (["session", "state", "members"], sessions.map(row))
        }
        if let users = objects as? [UserObject] {
            return (
                ["user", "xuid", "title"],
                users.map { user in
                    [
                        TextLine(user.label, .bold),
                        TextLine(user.caller.user?.xuid.description ?? ""),
                        TextLine(user.caller.titleID ?? ""),
                    ]
                }
            )
        }
        if let references = objects as? [SessionReferenceObject] {
            return (["session"], references.map { [TextLine($0.reference.shortText, .bold)] })
        }
        if let handles = objects as? [HandleObject] {
            return (["type", "id", "session", "owner", "invited"], handles.map(row))
        }
        if let listings = objects as? [ListingObject] {
            return (
                ["session", "visibility", "accepted", "xuid", "status", "keywords"],
                listings.map(row)
            )
        }
        if let versions = objects as? [VersionObject] {
            return (["number", "by", "cause", "where"], versions.map(row))
        }
        if let tasks = objects as? [ScriptTask] {
            return (["task", "state", "waits for", "spawned at"], tasks.map(row))
        }
        return nil
    }

    private func row(_ session: SessionObject) -> [TextLine] {
        [
            TextLine(session.reference.shortText, .bold),
            SessionText.state(of: session.document),
            TextLine(session.typed.map(SessionText.counts) ?? ""),
        ]
    }

    private func row(_ handle: HandleObject) -> [TextLine] {
        let document = JSONValue.object(handle.document)
        let target = document["sessionRef"]
        let name = target.flatMap { target -> String? in
            guard let template = target["templateName"]?.stringValue,
                let name = target["name"]?.stringValue
            else { return nil }
            return "\(template)/\(name)"
        }
        return [
            TextLine(document["type"]?.stringValue ?? "", .bold), TextLine(handle.id, .dim),
            TextLine(name ?? ""), TextLine(document["ownerXuid"]?.stringValue ?? ""),
            TextLine(document["invitedXuid"]?.stringValue ?? ""),
        ]
    }

    private func row(_ listing: ListingObject) -> [TextLine] {
        let document = JSONValue.object(listing.document)
        let status = document["status"]?.stringValue ?? ""
        let keywords = document["keywords"]?.arrayValue ?? []
        return [
            TextLine(listing.reference.shortText, .bold),
            TextLine(document["visibility"]?.stringValue ?? ""),
            TextLine(document["accepted"]?.numberValue?.text ?? ""),
            TextLine(document["xuid"]?.stringValue ?? ""),
            TextLine(status, MemberTable.attribute(of: status)),
            TextLine(keywords.compactMap(\.stringValue).joined(separator: " ")),
        ]
    }

    private func row(_ version: VersionObject) -> [TextLine] {
        let version = version.version
        return [
            TextLine("#\(version.changeNumber)", .cyan), TextLine(version.author ?? ""),
            TextLine(version.cause), TextLine(version.location?.description ?? "", .dim),
        ]
    }

    private func row(_ task: ScriptTask) -> [TextLine] {
        [
            TextLine("\(task.id)", .bold), TextLine(task.status, Self.attribute(of: task)),
            TextLine(task.waiting ?? ""), TextLine(task.spawnedAt?.description ?? "", .dim),
        ]
    }

    static func attribute(of task: ScriptTask) -> TextStyle.Attribute? {
        switch task.status {
        case "failed": .red
        case "waiting": .yellow
        case "finished": .green
        case "cancelled": .dim
        default: nil
        }
    }
}
