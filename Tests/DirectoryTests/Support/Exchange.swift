import JSON
import Sessions

/// One request with its answer, and the rules that any answer has to keep by itself.
struct Exchange {
    let request: DirectoryRequest
    let caller: Caller?
    let now: Timestamp
    let response: DirectoryResponse

    /// Whether the request asked for `?nocommit=true`.
    var isNoCommit: Bool { request.query.contains { $0.name == "nocommit" && $0.value == "true" } }

    /// Whether nothing may have been stored (3.3, 5.8).
    var mustLeaveNoTrace: Bool { isNoCommit || response.status >= 400 }

    /// Whether a write was accepted and its session lives on.
    var isAcceptedWrite: Bool {
        request.method == "PUT" && !isNoCommit && (200...201).contains(response.status)
    }

    /// Whether the request takes the caller, or a user acted for, out of the session.
    var callerLeaves: Bool {
        guard case .json(let body) = request.body else { return false }
        return body.at("members")?.objectValue?.contains {
            $0.name.hasPrefix("me") && $0.value.isNull
        } ?? false
    }

    /// Whether the request says how an episode of managed initialization ends.
    var decidesEpisode: Bool {
        guard case .json(let body) = request.body else { return false }
        return ["properties/system", "system"].contains {
            body.at("\($0)/initializationSucceeded")?.boolValue != nil
        }
    }

    /// The answered session, when there is one of contract 104 or later.
    var session: JSONValue? { Answer(response: response).session }

    /// The session that the request is about; of one through a handle, what the answer names (2.5).
    var reference: SessionReference? {
        guard case .handleSession = request.target else { return request.target.reference }
        return response.contentLocation.flatMap { DirectoryTarget(httpPath: $0).reference }
    }

    /// What is wrong with the answered session by itself (4.1, 16.3).
    var documentProblems: [String] {
        guard let session else { return [] }
        return DocumentShape(session: session, contract: request.contractVersion).problems
            + Invariants(session: session, expires: response.expires).problems
    }

    /// What is wrong with the status, headers and kind of body (2.5, 2.6, 2.8).
    var headerProblems: [String] {
        var problems: [String] = []
        func check(_ holds: Bool, _ problem: @autoclosure () -> String) {
            if !holds { problems.append(problem()) }
        }
        let date = response.date.map { $0.ticks / WireTime.ticksPerSecond }
        check(
            date == now.ticks / WireTime.ticksPerSecond,
            "Date must be the time of the answer (2.5): \(String(describing: response.date))")
        if response.body.isSession {
            checkSessionHeaders(check)
        } else {
            check(response.expires == nil, "Expires without a session (2.5)")
        }
        switch response.status {
        case 204, 304:
            check(response.body == .none, "\(response.status) has a body (2.6)")
        case 401:
            check(response.body == .none, "401 has a body (2.6)")
        case 403:
            check(response.body.isText || response.body.isSession, "403 without a reason (2.6)")
        case 412:
            check(response.body == .none || response.body.isSession, "412 with a message (2.6)")
        case 429:
            check(response.body.isLimit, "429 without the limit (2.8.3)")
        case 400..<500:
            check(response.body.isText, "\(response.status) without a message (2.8.1)")
        default:
            break
        }
        check(
            [429, 503].contains(response.status) == (response.retryAfter != nil),
            "Retry-After belongs to 429 and 503 (2.5)")
        check((response.status == 405) != response.allow.isEmpty, "Allow belongs to 405 (2.5)")
        check(
            response.status == 304 || response.status < 400 || response.rule != nil,
            "the refusal names no rule")
        return problems
    }

    private func checkSessionHeaders(_ check: (Bool, @autoclosure () -> String) -> Void) {
        let path = response.contentLocation ?? ""
        check(
            path.lowercased() == reference.map { DirectoryTarget.session($0).path.lowercased() },
            "Content-Location must name the session (2.5), not '\(path)'")
        if isNoCommit {
            check(response.etag == nil, "nocommit has an ETag (3.3)")
        } else if [200, 201, 412].contains(response.status) {
            let isQuoted = response.etag.map { $0.count > 2 && $0.first == "\"" && $0.last == "\"" }
            check(isQuoted == true, "ETag must be there, quoted (2.4.1)")
        }
        if response.status == 201 {
            check(
                response.location == response.contentLocation,
                "Location of a new session must be its path (2.5)")
        }
    }
}

extension Exchange: CustomStringConvertible {
    var description: String {
        let name = caller?.user?.gamertag ?? (caller?.isServer == true ? "server" : "nobody")
        let path = request.target.reference.map { $0.key } ?? "\(request.target)"
        return "\(name): \(request.method) \(path) \(request.body.failureText)\n"
            + "  answered \(response.failureText)"
    }
}

extension DirectoryResponse.Body {
    var isText: Bool {
        guard case .text(let text) = self else { return false }
        return !text.isEmpty
    }

    /// Whether this says which limit was exceeded (2.8.3).
    var isLimit: Bool {
        guard case .json(let value) = self else { return false }
        return value.objectValue?.names == [
            "version", "currentRequests", "maxRequests", "periodInSeconds", "limitType",
        ]
    }

    /// Whether this is a session, of whatever contract version.
    var isSession: Bool {
        guard case .json(let value) = self else { return false }
        return value.at("constants") != .none && value.at("members") != .none
    }

    /// The same body without the one member that is computed anew for each answer (5.9.5).
    var withoutNextTimer: DirectoryResponse.Body {
        guard case .json(.object(var object)) = self else { return self }
        object["nextTimer"] = Optional.none
        return .json(.object(object))
    }
}
