/// What one run of a script did, in a form that can be kept, sent to another process and drawn:
/// what ``FlowRecorder`` makes of the events of the run.
///
/// Documents are kept as JSON text. Every version of a session is kept once: answers point to it.
public struct FlowRecording: Sendable, Equatable {
    /// The players, and other callers, in the order in which they first appear.
    public internal(set) var lanes: [String] = []
    /// When the run began, as ISO 8601 has it; nil when nothing happened that has a time.
    public internal(set) var start: String?
    /// What happened, in order.
    public internal(set) var events: [Event] = []
    /// The sessions that were seen, in the order in which they first appear.
    public internal(set) var sessions: [Session] = []

    /// Makes a recording in which nothing happened.
    public init() {}

    /// How many events were left out because there were too many.
    public var omittedEvents: Int {
        events.reduce(0) { sum, event in
            if case .omitted(let count) = event.what { sum + count } else { sum }
        }
    }
}

extension FlowRecording {
    /// One thing that happened.
    public struct Event: Sendable, Equatable {
        /// When, in microseconds since the start.
        public internal(set) var microseconds: Int64
        /// What.
        public internal(set) var what: What
        /// The line of the script that made it happen; nil when no line did.
        public internal(set) var place: Place?
    }

    /// A line of a script.
    public struct Place: Sendable, Hashable {
        /// The file as messages name it.
        public internal(set) var file: String
        /// The line, from 1.
        public internal(set) var line: Int
    }

    /// What happened. A lane is the index of one in ``FlowRecording/lanes``.
    public enum What: Sendable, Equatable {
        /// A caller sent a request.
        case sent(Request)
        /// The answer to a request arrived.
        case answered(Answer)
        /// No answer arrived.
        case unanswered(Carried, reason: String)
        /// A request that took its time, or a copy of it, reached the service.
        case arrived(Carried, isDuplicate: Bool)
        /// A message was lost: an answer or a request. It was to be sent again so many
        /// microseconds later, or never.
        case lost(Carried, isAnswer: Bool, retryMicroseconds: Int64?)
        /// A fault of the service struck a request.
        case faulted(Carried, fault: String)
        /// A shoulder tap reached a player.
        case tapped(lane: Int, session: String, changeNumber: Int64)
        /// The clock moved by so many microseconds, and shows the time of the event now.
        case clockMoved(byMicroseconds: Int64)
        /// The script printed a line.
        case printed(String)
        /// The script logged a message.
        case logged(String)
        /// The script expected something; a trial decides nothing by itself.
        case judged(String, holds: Bool, isTrial: Bool)
        /// The script ended before these of its tasks.
        case leftBehind([String])
        /// So many events that happened here are not kept.
        case omitted(Int)
    }

    /// Which request, and whose.
    public struct Carried: Sendable, Hashable {
        /// Counts the requests of a run from 1.
        public internal(set) var number: Int
        /// Who sent it.
        public internal(set) var lane: Int
    }

    /// A header field, or a parameter of a query.
    public struct Field: Sendable, Hashable {
        /// Its name.
        public internal(set) var name: String
        /// What it says.
        public internal(set) var value: String
    }

    /// What a request or an answer carries.
    public enum Body: Sendable, Equatable {
        case none
        case text(String)
        /// JSON text.
        case json(String)
        /// A version of a session, by its place in ``Session/versions``.
        case version(session: Int, version: Int)
        /// Something of so many bytes, which is not kept.
        case omitted(bytes: Int)
    }

    /// A request.
    public struct Request: Sendable, Equatable {
        /// Which, and whose.
        public internal(set) var carried: Carried
        /// The HTTP method.
        public internal(set) var method: String
        /// What it is about, as a person would name it.
        public internal(set) var target: String
        /// The path of the target.
        public internal(set) var path: String
        /// The parameters of the query.
        public internal(set) var query: [Field] = []
        /// The headers that decide something.
        public internal(set) var headers: [Field] = []
        /// The body.
        public internal(set) var body: Body = .none
    }

    /// An answer.
    public struct Answer: Sendable, Equatable {
        /// Which request it answers, and whose that is.
        public internal(set) var carried: Carried
        /// The HTTP status code.
        public internal(set) var status: Int
        /// The section of the specification that decided a refusal.
        public internal(set) var rule: String?
        /// How long after the request it arrived; nil when the request is not kept.
        public internal(set) var tookMicroseconds: Int64?
        /// The headers that say something.
        public internal(set) var headers: [Field] = []
        /// The body.
        public internal(set) var body: Body = .none
    }

    /// A session, with all its versions that were seen.
    public struct Session: Sendable, Equatable {
        /// Its template and name.
        public internal(set) var name: String
        /// Its service configuration.
        public internal(set) var scid: String
        /// Its versions in the order in which they were seen, which for services elsewhere need not
        /// be that of their change numbers.
        public internal(set) var versions: [Version] = []
    }

    /// A version of a session.
    public struct Version: Sendable, Equatable {
        /// The index of the event that first showed it.
        public internal(set) var event: Int
        /// Changes whenever the session is made anew.
        public internal(set) var branch: String
        /// Counts the versions of a branch.
        public internal(set) var changeNumber: Int64
        /// Whose write made it; nil when that is not known.
        public internal(set) var author: String?
        /// Its document.
        public internal(set) var document: Document
    }

    /// The document of a version.
    public enum Document: Sendable, Equatable {
        /// JSON text.
        case whole(String)
        /// How it differs from the last one before it that is kept: the JSON text of a
        /// ``DocumentDelta``.
        case delta(String)
        /// A document of so many bytes, which is not kept.
        case omitted(bytes: Int)
    }
}
