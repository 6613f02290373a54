public import JSON
import Sessions
public import Testing

/// How documents and answers read in the text of a failed expectation: as JSON.
extension JSONValue: CustomTestStringConvertible {
    public var testDescription: String { text }
}

extension Answer: CustomTestStringConvertible {
    var testDescription: String { response.failureText }
}

extension DirectoryResponse {
    /// The answer in one line: its status, what refused it, its etag and its body.
    var failureText: String {
        let parts = [rule.map { "rule \($0)" }, etag.map { "etag \($0)" }, body.failureText]
        return "\(status) " + parts.compactMap(\.self).joined(separator: " ")
    }
}

extension DirectoryResponse.Body {
    /// The body as JSON, as a sentence, or as nothing.
    var failureText: String {
        switch self {
        case .none: "without body"
        case .text(let text): "'\(text)'"
        case .json(let value): value.text
        }
    }
}

extension DirectoryRequest.Body {
    /// The body as JSON, as the reason it has none, or as nothing.
    var failureText: String {
        switch self {
        case .none: "without body"
        case .unreadable(let reason): "unreadable: \(reason)"
        case .json(let value): value.text
        }
    }
}
