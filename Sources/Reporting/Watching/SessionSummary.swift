internal import JSON
public import Scripting
package import Sessions

/// A session in a few lines, for a view that is drawn again with every version.
public struct SessionSummary: Sendable {
    private let style: InspectionStyle
    private let linesLimit: Int

    /// Makes summaries.
    ///
    /// - Parameters:
    ///   - style: the width and colours.
    ///   - lines: how many lines there are at most, from 1; what matters most comes first.
    public init(style: InspectionStyle, lines: Int) {
        self.style = style
        linesLimit = max(1, lines)
    }

    /// The lines for a version; nil stands for a session that is not there.
    package func lines(for version: SessionVersion?, of reference: SessionReference) -> [String] {
        textLines(for: version, of: reference).map { $0.rendered(style) }
    }

    /// The same lines, as stretches of text with their attributes apart.
    package func styledLines(
        for version: SessionVersion?, of reference: SessionReference
    ) -> [[(text: String, attribute: TextStyle.Attribute?)]] {
        textLines(for: version, of: reference).map { line in
            line.spans.map { ($0.text, $0.attribute) }
        }
    }

    private func textLines(
        for version: SessionVersion?, of reference: SessionReference
    ) -> [TextLine] {
        var heading = TextLine(reference.shortText, .bold)
        guard let version else {
            heading.append("  no such session", .dim)
            return cut([heading])
        }
        heading.append("  ")
        heading.append(SessionText.state(of: version.document))
        if let session = try? MultiplayerSession(json: version.document) {
            heading.append("  " + SessionText.counts(of: session))
            heading.append(cause(of: version))
            return cut([heading] + details(of: session, room: linesLimit - 1))
        }
        return cut([heading])
    }

    private func cause(of version: SessionVersion) -> TextLine {
        let who = version.author.map { "\($0) \(version.cause)" } ?? version.cause
        return TextLine("  by \(who)", .dim)
    }

    /// The title's properties on one line, then the members on what room there is.
    private func details(of session: MultiplayerSession, room: Int) -> [TextLine] {
        guard room > 0 else { return [] }
        var limits = InspectionLimits()
        limits.depth = 3
        limits.entries = 12
        limits.stringBytes = 60
        var lines: [TextLine] = []
        if let custom = session.properties.custom, !custom.isBlank, room > 1 {
            let text = InspectionLayout(InspectionStyle(width: .max)).line(
                InspectedValue(custom, limits))
            lines.append(TextLine("  " + (text ?? "")))
        }
        // Titles and a line for those that have no room of their own.
        let rows = room - lines.count - 1
        guard rows >= min(2, session.members.count) else {
            return lines + (session.members.isEmpty ? [] : [inOneLine(session)])
        }
        var table = MemberTable(style, limits)
        let fits = session.members.count <= rows
        let shown = session.members.prefix(fits ? rows : rows - 1)
        guard !shown.isEmpty else { return lines }
        for member in shown { table.append(member, isOwn: false) }
        return lines + table.lines(indent: 2, hidden: session.members.count - shown.count)
    }

    private func inOneLine(_ session: MultiplayerSession) -> TextLine {
        var line = TextLine(" ")
        for member in session.members.prefix(50) {
            line.append(" \(member.index) \(member.label) ")
            line.append(member.status, MemberTable.attribute(of: member.status))
        }
        return line
    }

    private func cut(_ lines: [TextLine]) -> [TextLine] {
        lines.prefix(linesLimit).map { $0.cut(to: style.width, style) }
    }
}
