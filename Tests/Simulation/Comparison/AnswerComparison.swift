import Directory
import JSON
import Sessions

/// Compares what the model expects with what the directory answered.
struct AnswerComparison {
    var names: Names
    let asksNoCommit: Bool
    private(set) var problems: [String] = []

    init(names: Names, asksNoCommit: Bool) {
        self.names = names
        self.asksNoCommit = asksNoCommit
    }

    mutating func compare(_ model: ModelAnswer, _ engine: DirectoryResponse, at now: Timestamp) {
        guard [model.status, model.otherStatus].contains(engine.status) else {
            problems.append("the status is \(engine.status), the model says \(model.status)")
            return problems.append("  \(engine.body.shortText), rule \(engine.rule ?? "-")")
        }
        switch (model.body, engine.body) {
        case (.none, .none), (.anything, .text), (.anything, .json): break
        case (.message(let texts), .text(let text)):
            if text.isEmpty || !texts.isEmpty && !texts.contains(text) {
                problems.append("the text is '\(text)', the model allows \(texts)")
            }
        case (.json(let expected), .json(let found)):
            compare(expected, found)
            if found["membersInfo"] != nil {
                problems += Invariants(session: found, expires: engine.expires).problems
            }
        default:
            problems.append("the body is \(engine.body.shortText), the model says \(model.body)")
        }
        compareNames("etag", model.etag, engine.etag)
        check("Expires", model.expires, engine.expires)
        check("Content-Location", model.contentLocation, engine.contentLocation)
        compareLocations(model.location, engine.location)
        check("Allow", model.allow.sorted(), engine.allow.sorted())
        check("Date", now, engine.date)
    }

    mutating func compare(
        _ model: [Model.Effect], _ engine: [DirectoryEffect], expired: Set<String>
    ) {
        var found: [Model.Effect] = []
        for effect in engine {
            if case .committed(let reference, let branch, let changeNumber) = effect {
                let name = model.compactMap { effect in
                    if case .committed(reference.key, let name, _) = effect { name } else { nil }
                }.first
                compareNames("committed branch", name, branch.description)
                found.append(
                    .committed(
                        key: reference.key, branch: name ?? "", changeNumber: changeNumber))
            }
            if case .deleted(let reference) = effect {
                found.append(.deleted(key: reference.key))
            }
            if case .handleCreated(let id) = effect {
                found.append(.handleCreated(handleName(id)))
            }
            // Nobody says when it is told that a handle has expired.
            if case .handleDeleted(let id) = effect, !expired.contains(handleName(id)) {
                found.append(.handleDeleted(handleName(id)))
            }
        }
        check("effects", model.sortedByKey, found.sortedByKey)
    }

    private func handleName(_ id: GUID) -> String {
        names.modelName(of: id.description) ?? id.description
    }

    private mutating func compareLocations(_ model: String?, _ engine: String?) {
        let prefix = "/handles/"
        guard let model, model.hasPrefix(prefix), let engine, engine.hasPrefix(prefix) else {
            return check("Location", model, engine)
        }
        compareNames(
            "Location", String(model.dropFirst(prefix.count)),
            String(engine.dropFirst(prefix.count)))
    }

    private mutating func check<Value: Equatable>(
        _ name: String, _ expected: Value?, _ found: Value?
    ) {
        guard expected != found else { return }
        let (expected, found) = (expected.map { "\($0)" }, found.map { "\($0)" })
        problems.append("\(name) is \(found ?? "absent"), the model says \(expected ?? "absent")")
    }

    /// Two names for one thing, which either both have or neither.
    private mutating func compareNames(_ what: String, _ model: String?, _ engine: String?) {
        guard let model, let engine else {
            return check(what, model, engine)
        }
        if !names.agree(model, engine) {
            problems.append("\(what) \(engine) does not stand for what \(model) stood for")
        }
        if !asksNoCommit { names.note(model, engine) }
    }

    private mutating func compare(_ expected: JSONValue, _ found: JSONValue) {
        let found = aligned(found, with: expected)
        if expected != found { problems += Self.differences(expected, found, at: "") }
    }

    /// What was found, with the model's names for what the service names.
    private mutating func aligned(_ found: JSONValue, with expected: JSONValue) -> JSONValue {
        switch (found, expected) {
        case (.object(var object), .object(let model)):
            for member in model {
                guard let value = object[member.name] else { continue }
                if ["initializationGroup", "group"].contains(member.name) {
                    object[member.name] = Self.sorted(value)
                } else {
                    object[member.name] = aligned(value, with: member.value)
                }
            }
            return .object(object)
        case (.array(let elements), .array(let model)) where elements.count == model.count:
            return .array(zip(elements, model).map { aligned($0, with: $1) })
        case (.string(let name), .string(let model)) where model.hasPrefix(Model.mark):
            compareNames("name", model, name)
            return names.agree(model, name) ? expected : found
        default: return found
        }
    }

    /// Nothing says in what order a group is listed.
    private static func sorted(_ group: JSONValue) -> JSONValue {
        guard let indices = group.arrayValue else { return group }
        return .array(indices.sorted { ($0.integerValue ?? 0) < ($1.integerValue ?? 0) })
    }

    private static func differences(
        _ expected: JSONValue?, _ found: JSONValue?, at path: String
    ) -> [String] {
        if expected == found { return [] }
        guard let mine = expected?.fields, let theirs = found?.fields else {
            return [
                "\(path) is \(found?.text ?? "absent"), the model says \(expected?.text ?? "absent")"
            ]
        }
        return Set(mine.keys).union(theirs.keys).sorted().flatMap {
            differences(mine[$0], theirs[$0], at: "\(path)/\($0)")
        }
    }
}

extension DirectoryResponse.Body {
    /// The beginning of the body, for people.
    var shortText: String {
        switch self {
        case .none: "no body"
        case .text(let text): String(text.prefix(200))
        case .json(let value): String(value.text.prefix(200))
        }
    }
}

extension [Model.Effect] {
    /// Grouped by session; the order within one is kept.
    fileprivate var sortedByKey: [Model.Effect] {
        enumerated().sorted { ($0.element.key, $0.offset) < ($1.element.key, $1.offset) }
            .map(\.element)
    }
}
