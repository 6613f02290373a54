/// What is wrong with a document that was received: where, what was found, which rule it violates.
public struct DocumentError: Error, Sendable, Hashable {
    /// What was found.
    public enum Problem: Sendable, Hashable {
        /// A member that the document may not have.
        case unknownMember
        /// A value of another type; `expected` names the type with its article.
        case wrongType(expected: String)
        /// A required member that is not there.
        case missing
        /// Reservations that are not numbered 0, 1, 2 and so on.
        case reservationsNotConsecutive
        /// A part that nobody but the user it belongs to may write.
        case notAllowedInReservation
    }

    /// Where in the document, as a JSON pointer; empty for the document itself.
    public let path: String
    /// What was found there.
    public let problem: Problem
    /// The section of the specification that was violated.
    public let rule: String

    /// Makes an error.
    public init(path: String, problem: Problem, rule: String) {
        self.path = path
        self.problem = problem
        self.rule = rule
    }
}

extension DocumentError: CustomStringConvertible {
    /// One English sentence that names the field.
    public var description: String {
        let field = path.isEmpty ? "The document" : "The field '\(path)'"
        switch problem {
        case .unknownMember: return "\(field) is not allowed."
        case .wrongType(let expected): return "\(field) must be \(expected)."
        case .missing: return "\(field) is required."
        case .reservationsNotConsecutive:
            return "\(field) breaks the order of reservations, which are numbered from "
                + "'reserve_0' without gaps in every request."
        case .notAllowedInReservation:
            return "\(field) is not allowed, because a reservation can only set constants."
        }
    }
}
