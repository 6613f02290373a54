internal import JSON
internal import Lua
internal import Reporting

/// What is kept of an attempt, or of a file that was read, beside how it ended: as much as reports
/// ask for.
struct AttemptTrace {
    /// What of the protocol it exercised.
    var protocolCoverage: ProtocolCoverage?
    /// Which lines ran.
    var lineCoverage: LineCoverage?
    /// What happened in it.
    var recording: FlowRecording?

    /// Which parts are kept.
    struct Parts: OptionSet, Hashable {
        let rawValue: Int

        static let protocolCoverage = Parts(rawValue: 1)
        static let lineCoverage = Parts(rawValue: 2)
        static let recording = Parts(rawValue: 4)
    }
}

extension AttemptTrace {
    var json: JSONValue {
        var object = JSONObject()
        if let protocolCoverage { object["protocol"] = protocolCoverage.countsJSON }
        if let lineCoverage { object["lines"] = lineCoverage.json }
        if let recording { object["recording"] = recording.json }
        return .object(object)
    }

    init(json: JSONValue?) {
        protocolCoverage = json?["protocol"].flatMap(ProtocolCoverage.init(json:))
        lineCoverage = json?["lines"].flatMap(LineCoverage.init(json:))
        recording = json?["recording"].flatMap { try? FlowRecording(json: $0) }
    }
}

extension AttemptTrace {
    /// Adds what another run of the same test exercised; what happened in it is not kept.
    mutating func merge(_ other: AttemptTrace) {
        if let more = other.protocolCoverage {
            protocolCoverage = protocolCoverage ?? .init()
            protocolCoverage?.merge(more)
        }
        if let more = other.lineCoverage {
            lineCoverage = lineCoverage ?? .init()
            lineCoverage?.merge(more)
        }
    }
}
