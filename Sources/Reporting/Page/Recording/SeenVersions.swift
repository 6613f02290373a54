internal import JSON
internal import Scripting
internal import Sessions

/// Knows the documents of sessions that answers have shown, and stores each version once.
struct SeenVersions: Sendable {
    private var sessions: [String: Known] = [:]

    /// The latest documents that are remembered whole; older ones are rarely answered again.
    private static let remembered = 32

    private struct Known {
        let place: Int
        var latest: [(version: Int, document: JSONValue)] = []
        var base: JSONValue?
    }

    /// Where a version is stored, and how many bytes were added for it.
    struct Place {
        let session: Int
        let version: Int
        let newBytes: Int
    }

    /// Takes note of an answered document.
    ///
    /// - Returns: nil when it shows no state that a session was in.
    mutating func note(
        _ document: JSONValue, of response: DirectoryResponse, to exchange: ScriptEvent.Exchange,
        event: Int, limitBytes: Int, in recording: inout FlowRecording
    ) -> Place? {
        guard let reference = Self.session(exchange.request.target, response),
            [200, 201, 403, 412].contains(response.status),
            let branch = document["branch"]?.stringValue,
            let number = document["changeNumber"]?.integerValue,
            // What was only computed was never a state of the session (3.3).
            response.etag != nil || response.status == 403
        else { return nil }
        let key = reference.key
        var known = sessions[key] ?? Known(place: recording.sessions.count)
        if known.place == recording.sessions.count {
            recording.sessions.append(
                FlowRecording.Session(
                    name: "\(reference.templateName)/\(reference.name)", scid: reference.scid))
        }
        defer { sessions[key] = known }
        let isWrite = exchange.request.method != "GET" && response.status < 300
        let author = isWrite ? exchange.caller : nil
        let versions = recording.sessions[known.place].versions
        let same = versions.lastIndex { $0.branch == branch && $0.changeNumber == number }
        if let same {
            guard known.latest.contains(where: { $0.version == same && $0.document == document })
            else { return nil }
            // A refusal may have shown the version before the answer to the write that made it.
            if versions[same].author == nil {
                recording.sessions[known.place].versions[same].author = author
            }
            return Place(session: known.place, version: same, newBytes: 0)
        }
        let (stored, size) = stored(document, after: known.base, limitBytes: limitBytes)
        if size > 0 { known.base = document }
        recording.sessions[known.place].versions.append(
            FlowRecording.Version(
                event: event, branch: branch, changeNumber: number, author: author,
                document: stored))
        known.latest.append((versions.count, document))
        if known.latest.count > Self.remembered { known.latest.removeFirst() }
        return Place(session: known.place, version: versions.count, newBytes: size + 64)
    }

    /// The document in the shortest form, and how many bytes it takes.
    private func stored(
        _ document: JSONValue, after base: JSONValue?, limitBytes: Int
    ) -> (FlowRecording.Document, bytes: Int) {
        if let delta = base.flatMap({ DocumentDelta.between($0, document) }),
            delta.utf8.count <= limitBytes
        {
            return (.delta(delta), delta.utf8.count)
        }
        let text = document.text
        guard text.utf8.count <= 4 * limitBytes else {
            return (.omitted(bytes: text.utf8.count), 0)
        }
        return (.whole(text), text.utf8.count)
    }

    /// The session that the answer to a request shows, by its name or through a handle.
    private static func session(
        _ target: DirectoryTarget, _ response: DirectoryResponse
    ) -> SessionReference? {
        switch target {
        case .session(let reference): reference
        case .handleSession:
            response.contentLocation.flatMap { DirectoryTarget(httpPath: $0).reference }
        default: nil
        }
    }
}
