/// How many requests a user may send from one title (session-directory 13.2).
public struct RateLimits: Sendable, Equatable {
    /// A number of requests in a period.
    public struct Limit: Sendable, Equatable {
        /// The most requests in one period.
        public var requests: Int
        /// The length of a period, in seconds.
        public var periodSeconds: Int

        /// Makes a limit.
        ///
        /// - Parameters:
        ///   - requests: the most requests in one period.
        ///   - periodSeconds: the length of a period, in seconds; above zero.
        public init(requests: Int, periodSeconds: Int) {
            self.requests = requests
            self.periodSeconds = periodSeconds
        }
    }

    /// The two limits of a group of requests; both must be kept.
    public struct Group: Sendable, Equatable {
        /// What may come in a burst.
        public var burst: Limit
        /// What may come in the long run; refused requests count too.
        public var sustained: Limit

        /// Makes a group.
        ///
        /// - Parameters:
        ///   - burst: what may come in a burst.
        ///   - sustained: what may come in the long run.
        public init(burst: Limit, sustained: Limit) {
            self.burst = burst
            self.sustained = sustained
        }
    }

    /// Every request that is in no other group.
    public var directory = Group(
        burst: Limit(requests: 30, periodSeconds: 15),
        sustained: Limit(requests: 300, periodSeconds: 300))
    /// Queries for search handles, and reading one.
    public var searchReads = Group(
        burst: Limit(requests: 1, periodSeconds: 15),
        sustained: Limit(requests: 20, periodSeconds: 300))
    /// Making and deleting search handles.
    public var searchWrites = Group(
        burst: Limit(requests: 1, periodSeconds: 15),
        sustained: Limit(requests: 20, periodSeconds: 300))

    /// Makes the documented limits.
    public init() {}
}
