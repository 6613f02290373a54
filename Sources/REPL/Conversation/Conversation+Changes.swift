internal import Reporting
internal import Scripting
internal import Sessions

extension Conversation {
    /// How many versions of sessions are shown one by one after a statement.
    private static let shownSteps = 6

    /// Shows what changed in sessions, and who changed it. Of many versions of a session, what they
    /// changed together.
    func show(changes steps: [Chronicle.Step]) {
        let text = SessionDiffText(style: style)
        guard steps.count > Self.shownSteps else {
            if !steps.isEmpty { show(text.text(of: steps) + "\n") }
            return
        }
        var order: [String] = []
        var merged: [String: [Chronicle.Step]] = [:]
        for step in steps {
            let key = step.reference.shortText
            if merged[key] == nil { order.append(key) }
            merged[key, default: []].append(step)
        }
        for key in order.prefix(Self.shownSteps) {
            guard let all = merged[key], let first = all.first, let last = all.last else {
                continue
            }
            let whole = Chronicle.Step(
                reference: first.reference, before: first.before, version: last.version)
            show(text.text(of: [whole]) + "\n")
            if all.count > 1 {
                show(style.text.dim("  in \(all.count) versions: .diff \(key)") + "\n")
            }
        }
        if order.count > Self.shownSteps {
            show(
                style.text.dim("… and \(order.count - Self.shownSteps) more sessions: .sessions")
                    + "\n")
        }
    }

    /// Shows which sessions have ended.
    func show(ends: [Happened.End]) {
        let text = SessionDiffText(style: style)
        for end in ends.prefix(Self.shownSteps) {
            show(text.text(ofEndOf: end.reference, last: end.last) + "\n")
        }
        if ends.count > Self.shownSteps {
            show(style.text.dim("… and \(ends.count - Self.shownSteps) more have ended") + "\n")
        }
    }

    /// What happened in sessions between statements.
    package func showBackgroundChanges() {
        let steps = happened.takeSteps()
        let ends = happened.takeEnds()
        guard !isTerse else { return }
        show(changes: steps)
        show(ends: ends)
    }
}
