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
    /// A script expected or asserted something.
    case judged(Judgement)

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

    /// What came of one expectation or assertion.
    public struct Judgement: Sendable, Hashable {
        /// What was expected of what, such as `expected 1 to be 2`, or the assertion as it was called,
        /// such as `assert.are_equal(1, 2)`, in a line. Where it does not hold, lines that follow tell
        /// where the values differ, or what the assertion says.
        public let text: String
        /// Whether it holds.
        public let holds: Bool
        /// Whether it was judged inside of `muster.eventually` or of a function that is expected to
        /// fail, so that it decides nothing by itself.
        public let isTrial: Bool
        /// The line that expected it.
        public let location: LuaLocation?
        /// When.
        public let time: Timestamp

        /// Makes a judgement.
        ///
        /// - Parameters:
        ///   - text: what was expected of what.
        ///   - holds: whether it holds.
        ///   - isTrial: whether something else decides what comes of it.
        ///   - location: the line that expected it.
        ///   - time: when.
        public init(
            _ text: String, holds: Bool, isTrial: Bool = false, at location: LuaLocation?,
            time: Timestamp
        ) {
            self.text = text
            self.holds = holds
            self.isTrial = isTrial
            self.location = location
            self.time = time
        }
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

        /// Makes an exchange.
        ///
        /// - Parameters:
        ///   - number: counts the requests of a run from 1.
        ///   - caller: who sends it, as scripts name users.
        ///   - request: what is sent.
        ///   - time: when.
        ///   - location: the line that sends it.
        public init(
            number: Int, caller: String, request: DirectoryRequest, time: Timestamp,
            location: LuaLocation?
        ) {
            self.number = number
            self.caller = caller
            self.request = request
            self.time = time
            self.location = location
        }
    }
}
