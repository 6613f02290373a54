internal import JSON
internal import Lua
internal import Scripting
internal import Sessions

/// An object that scripts hold, as a readable document.
struct ObjectText {
    let style: InspectionStyle
    let limits: InspectionLimits

    /// The text; nil for an object that is told in one line.
    func text(of object: AnyObject, on stack: LuaStack) -> String? {
        switch object {
        case let session as SessionObject:
            return SessionText(style: style, limits: limits).text(of: session)
        case let error as ThrownError:
            return ErrorText(style: style, limits: limits).text(of: error, on: stack)
        case let member as MemberObject: return text(of: member.member)
        case let request as RequestObject: return text(of: request)
        case let user as UserObject: return text(of: user)
        case let reference as SessionReferenceObject: return text(of: reference.reference)
        case let handle as HandleObject:
            let names: Set = ["id", "type", "sessionRef"]
            return document(handle.text, handle.document, without: names)
        case let listing as ListingObject:
            return document(listing.text, listing.document, without: ["sessionRef"])
        case let change as SessionChange: return [Self.line(of: change, style)].rendered(style)
        case let conflict as WriteConflict: return [ErrorText.line(of: conflict)].rendered(style)
        case let version as VersionObject: return text(of: version)
        case let task as ScriptTask: return text(of: task)
        default: return nil
        }
    }

    private func document(_ heading: String, _ json: JSONObject, without names: Set<String>)
        -> String
    {
        var block = ReportBlock(style)
        block.append(TextLine(heading, .bold))
        for member in json where !names.contains(member.name) {
            block.append(member.name, member.value, limits)
        }
        return block.text
    }

    private func text(of member: MultiplayerSession.Member) -> String {
        var block = ReportBlock(style)
        var line = TextLine("member \(member.index) ", .bold)
        line.append(member.label + "  ", .bold)
        line.append(MemberTable.state(of: member))
        block.append(line)
        block.append("xuid", TextLine(member.xuid?.description ?? ""))
        block.append("roles", .object(member.roles), limits)
        block.append("properties.custom", member.properties.custom, limits)
        block.append("properties.system", member.properties.system.telling(), limits)
        block.append("constants.custom", member.constants.custom, limits)
        let system = member.constants.system.telling(without: ["xuid", "index"])
        block.append("constants.system", system, limits)
        let shown: Set = [
            "constants", "properties", "roles", "gamertag", "reserved", "next", "turn",
            "initializationFailure",
        ]
        for (name, value) in member.raw.map({ ($0.name, $0.value) }) where !shown.contains(name) {
            block.append(name, TextLine(value.stringValue ?? value.text))
        }
        return block.text
    }

    private func text(of request: RequestObject) -> String {
        var block = ReportBlock(style)
        var line = TextLine("request", .bold)
        switch request.mode {
        case .createNew: line.append("  creates only (If-None-Match: *)", .dim)
        case .updateExisting: line.append("  updates only (If-Match: *)", .dim)
        case .synchronizedUpdate: line.append("  only if nobody else wrote (If-Match)", .dim)
        case .updateOrCreate: break
        }
        if request.isNoCommit { line.append("  nothing is committed", .yellow) }
        if request.body.isEmpty { line.append("  changes nothing", .dim) }
        block.append(line)
        for member in request.body { appendPart(member, to: &block) }
        return block.text
    }

    /// A part of a request; one that is null or empty says something.
    private func appendPart(_ member: JSONObject.Member, to block: inout ReportBlock) {
        guard member.value.isBlank else { return block.append(member.name, member.value, limits) }
        block.append(member.name, TextLine(member.value.text, .yellow))
    }

    private func text(of user: UserObject) -> String {
        var block = ReportBlock(style)
        block.append(TextLine(user.caller.isServer ? user.label : "user \(user.label)", .bold))
        block.append("xuid", TextLine(user.caller.user?.xuid.description ?? ""))
        block.append("title", TextLine(user.caller.titleID ?? ""))
        block.append("device", TextLine(user.caller.deviceID ?? ""))
        return block.text
    }

    private func text(of reference: SessionReference) -> String {
        var line = TextLine("reference ")
        line.append(reference.shortText, .bold)
        line.append("  scid \(reference.scid)", .dim)
        return [line].rendered(style)
    }

    private func text(of version: VersionObject) -> String {
        var lines = [Self.heading(of: version.version)]
        let differences = version.changes.prefix(limits.entries).map(\.difference)
        let width = ChangeLine.pathWidth(of: differences, style)
        lines += differences.map { ChangeLine.line($0, pathWidth: width, indent: 2, style) }
        return lines.rendered(style)
    }

    private func text(of task: ScriptTask) -> String {
        var block = ReportBlock(style)
        var line = TextLine("task \(task.id) ", .bold)
        line.append(task.status, ObjectList.attribute(of: task))
        block.append(line)
        block.append("waits for", TextLine(task.waiting ?? ""))
        block.append("spawned at", TextLine(task.spawnedAt?.description ?? ""))
        return block.text
    }

    /// One change, with who made it.
    static func line(of change: SessionChange, _ style: InspectionStyle) -> TextLine {
        let width = ChangeLine.pathWidth(of: [change.difference], style)
        var line = ChangeLine.line(change.difference, pathWidth: width, indent: 0, style)
        if let remark = change.remark { line.append("  (\(remark))", .dim) }
        if let version = change.version {
            line.append("  #\(version.changeNumber) by \(version.author ?? version.cause)", .dim)
        }
        return line
    }

    /// One version in a line.
    static func heading(of version: SessionVersion) -> TextLine {
        var line = TextLine("#\(version.changeNumber)", .cyan)
        line.append("  by \(version.author.map { "\($0) " } ?? "")\(version.cause)")
        if let location = version.location { line.append("  \(location)", .dim) }
        return line
    }
}
