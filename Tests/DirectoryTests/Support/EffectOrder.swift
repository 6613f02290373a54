import Directory
import Sessions

/// What the effects of one request or timer run have to keep, whatever led to them (3.7.5, 5.9.1).
struct EffectOrder {
    let effects: [DirectoryEffect]

    /// What is wrong with the order or number of effects.
    var problems: [String] {
        var problems: [String] = []
        /// The session that the taps which follow tell of, and its number; none after an end.
        var latest: (resource: String, changeNumber: Int64?)?
        var tapped: [GUID] = []
        var committed: [String] = []
        for effect in effects {
            switch effect {
            case .committed(let reference, _, let changeNumber):
                if committed.contains("\(reference.key) \(changeNumber)") {
                    problems.append("5.9.1: \(reference.key) \(changeNumber) is committed twice")
                }
                committed.append("\(reference.key) \(changeNumber)")
                latest = (reference.key, changeNumber)
                tapped = []
            case .deleted(let reference):
                latest = (reference.key, nil)
                tapped = []
            case .tapped(let connection, let event):
                if tapped.contains(connection) {
                    problems.append("3.7.5: \(connection) is tapped twice for one commit")
                }
                tapped.append(connection)
                problems += self.problems(of: event, after: latest)
            case .handleCreated, .handleDeleted:
                break
            }
        }
        return problems
    }

    private func problems(
        of event: ShoulderTapEvent, after latest: (resource: String, changeNumber: Int64?)?
    ) -> [String] {
        guard event.shoulderTaps.count == 1, let tap = event.shoulderTaps.first else {
            return ["3.7.5: an event of \(event.shoulderTaps.count) taps"]
        }
        guard let latest else { return ["3.7.5: a tap without a commit"] }
        var problems: [String] = []
        if tap.resource != latest.resource {
            problems.append("3.7.2: a tap for \(tap.resource) after \(latest.resource)")
        }
        if let number = latest.changeNumber, number != tap.changeNumber {
            problems.append("3.7.2: a tap for change \(tap.changeNumber) after \(number)")
        }
        if event.ncid == .zero { problems.append("3.7.2: ncid is zero") }
        return problems
    }
}
