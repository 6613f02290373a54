import JSON
import Sessions

/// What the model says that the directory must answer.
struct ModelAnswer {
    var status: Int
    /// Where nobody says which of two refusals comes first.
    var otherStatus: Int?
    var body: Body
    /// The model's own name of the state that `ETag` names.
    var etag: String?
    var expires: Timestamp?
    var contentLocation: String?
    var location: String?
    var allow: [String] = []

    enum Body {
        case none
        /// A message; one of the texts where the protocol words it (13.3), else any.
        case message([String])
        case json(JSONValue)
        /// Nobody says whether a message or the session.
        case anything
    }
}

/// Why the model refuses a request.
struct Refusal: Error {
    var status: Int
    var otherStatus: Int?
    var body: Body = .message([])
    var allow: [String] = []

    enum Body {
        case none
        case message([String])
        /// The session as JSON (2.4.3, 2.6).
        case session
        /// A message or the session.
        case anything
    }
}

extension Refusal {
    /// 400, where only the status counts unless the protocol has a text.
    static func invalid(_ texts: String...) -> Refusal {
        Refusal(status: 400, body: .message(texts))
    }
}

/// Several things that are wrong at once; nobody says which of them is told.
struct Problems {
    private var texts: [String] = []
    private var isAny = false
    private var isEmpty = true

    mutating func add(_ refusal: Refusal) {
        isEmpty = false
        guard case .message(let texts) = refusal.body, !texts.isEmpty else {
            isAny = true
            return
        }
        self.texts += texts
    }

    func throwAll() throws(Refusal) {
        guard !isEmpty else { return }
        throw Refusal(status: 400, body: .message(isAny ? [] : texts))
    }
}
