internal import JSON
internal import Sessions

/// Counts requests against the limits of session-directory 13.2.
///
/// A period begins with the first request after the last one has ended. Servers are not limited.
struct RateMeter: Sendable, Equatable {
    private struct Key: Hashable {
        let user: Xuid
        let title: String?
        let group: RateGroup
    }

    private struct Period: Equatable {
        var end: Timestamp
        var count = 0

        /// Counts one request; a period that has ended begins anew.
        mutating func count(at now: Timestamp, _ limit: RateLimits.Limit) {
            if now >= end {
                end = now.adding(milliseconds: Int64(limit.periodSeconds) * 1000)
                count = 0
            }
            count += 1
        }
    }

    private struct Counts: Equatable {
        var burst: Period
        var sustained: Period
    }

    private var counts: [Key: Counts] = [:]
    /// How many entries may gather before those whose periods have ended are dropped.
    private var sweepCount = 1024

    /// Counts a request, and refuses it when it is one too many (2.7, step 4).
    mutating func demand(
        _ group: RateGroup, from caller: Caller, limits: RateLimits, at now: Timestamp
    ) throws(Rejection) {
        guard !caller.isServer, let user = caller.user?.xuid else { return }
        let key = Key(user: user, title: caller.titleID, group: group)
        let limit = group.limits(limits)
        if counts.count >= sweepCount { sweep(at: now) }
        let (burst, sustained) = count(key, limit, at: now)
        let exceeded = [(burst, limit.burst), (sustained, limit.sustained)].filter {
            period, limit in
            period.count > limit.requests
        }
        // The one that is waited for longest; of equals the burst.
        guard let (period, limit) = exceeded.max(by: { $0.0.end < $1.0.end }) else { return }
        throw Self.refusal(period, limit, at: now)
    }

    private mutating func count(
        _ key: Key, _ limit: RateLimits.Group, at now: Timestamp
    ) -> (burst: Period, sustained: Period) {
        var entry = counts[key] ?? Counts(burst: Period(end: now), sustained: Period(end: now))
        entry.burst.count(at: now, limit.burst)
        entry.sustained.count(at: now, limit.sustained)
        counts[key] = entry
        return (entry.burst, entry.sustained)
    }

    private mutating func sweep(at now: Timestamp) {
        counts = counts.filter { max($0.value.burst.end, $0.value.sustained.end) > now }
        sweepCount = max(1024, 2 * counts.count)
    }

    private static func refusal(
        _ period: Period, _ limit: RateLimits.Limit, at now: Timestamp
    ) -> Rejection {
        let body: JSONValue = [
            "version": 1, "currentRequests": .integer(Int64(period.count)),
            "maxRequests": .integer(Int64(limit.requests)),
            "periodInSeconds": .integer(Int64(limit.periodSeconds)), "limitType": "rate",
        ]
        var rejection = Rejection(status: 429, body: .json(body), rule: "13.2")
        // Whole seconds, as on the wire.
        rejection.retryAfter = .seconds((period.end.ticks - now.ticks + 9_999_999) / 10_000_000)
        return rejection
    }
}
