public import Lua
public import Sessions

/// What happens in a run, as one typed stream. Traces and reports only fold it.
public enum ScriptEvent: Sendable {
    /// A script printed a line, without its line break.
    case printed([UInt8])
    /// A caller sent a request.
    case sent(Exchange)
    /// The answer to the request of the same number arrived.
    case answered(Exchange, DirectoryResponse)
    /// No answer arrived.
    case unanswered(Exchange, reason: String)
    /// Virtual time moved.
    case clockMoved(from: Timestamp, to: Timestamp)
    /// A script logged a message.
    case logged(String, at: LuaLocation?, time: Timestamp)

    /// A request that took its time reached the directory, or a copy of it did.
    case arrived(Exchange, at: Timestamp, isDuplicate: Bool)
    /// A message was lost; it is sent again at `retry`, if somebody still waits for it then, and
    /// never when that is nil.
    case lost(Exchange, Leg, at: Timestamp, retry: Timestamp?)
    /// A fault of the service struck a request; `fault` is its kind in one word.
    case faulted(Exchange, fault: String, at: Timestamp)

    /// A shoulder tap reached a user's connection; `session` is its name, as template and name,
    /// and `changeTypes` what of the subscription had changed.
    case tapped(
        user: String, session: String, changeNumber: Int64, at: Timestamp, changeTypes: [String])

    /// The script has ended, and these of its tasks had not: they were cancelled.
    case leftBehind([DeadlockReport.Waiter])

    /// The two ways of an exchange.
    public enum Leg: String, Sendable, Hashable {
        /// To the directory.
        case request
        /// Back to the caller.
        case answer
    }

    /// One request on its way.
    public struct Exchange: Sendable {
        /// Counts the requests of a run from 1.
        public let number: Int
        /// Who sent it, as scripts name users.
        public let caller: String
        /// What was sent.
        public let request: DirectoryRequest
        /// When it was sent.
        public let time: Timestamp
        /// The line that sent it.
        public let location: LuaLocation?
    }
}
