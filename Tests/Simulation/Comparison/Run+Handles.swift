import Directory
import JSON
import Sessions

/// Which handles and sessions an operation is about.
extension Run {
    /// The target of a place; the parties have different names for the same handle.
    func target(
        _ place: Operation.Place, _ side: KeyPath<Names.Pair, String>
    ) -> DirectoryTarget {
        switch place {
        case .handle(let number): .handle(id: handleID(number, side))
        case .handleSession(let number): .handleSession(id: handleID(number, side))
        default: scenario.target(place)
        }
    }

    private func handleID(_ number: Int, _ side: KeyPath<Names.Pair, String>) -> String {
        // The highest number may mean one that has ended.
        let known =
            number == Workload.anyHandle
            ? handles : handles.filter { model.handles[$0.model] != nil }
        guard !known.isEmpty else { return Scenario.unknownHandle }
        return known[known.count - 1 - number % known.count][keyPath: side]
    }

    /// The handle of a place as the model has it.
    func handle(_ place: Operation.Place) -> ModelHandle? {
        switch place {
        case .handle(let number), .handleSession(let number):
            model.handles[handleID(number, \.model)]
        default: nil
        }
    }

    func sessionNumber(_ handle: ModelHandle) -> Int? {
        scenario.sessions.firstIndex { $0.key == handle.reference.key }
    }

    /// The sessions that an operation reaches, the one that it is about first.
    func sessions(of operation: Operation) -> [SessionReference] {
        if let number = operation.place.session { return [scenario.sessions[number]] }
        if let handle = handle(operation.place) {
            return [handle.reference] + (handle.origin.map { [$0] } ?? [])
        }
        guard case .elsewhere(.handles) = operation.place, case .json(let body) = operation.body
        else { return [] }
        return ["sessionRef", "originSessionRef"].compactMap { name in
            guard let scid = body[name]?["scid"]?.stringValue,
                let templateName = body[name]?["templateName"]?.stringValue,
                let session = body[name]?["name"]?.stringValue
            else { return nil }
            return SessionReference(scid: scid, templateName: templateName, name: session)
        }
    }

    /// Counts what was done with which kind of handle.
    mutating func count(_ operation: Operation, _ handle: ModelHandle?, _ answer: DirectoryResponse)
    {
        var name: String?
        if case .elsewhere(.handles) = operation.place, case .json(let body) = operation.body {
            name = (body["type"]?.stringValue).flatMap { ModelHandle.Kind(rawValue: $0) }?.rawValue
        } else if case .elsewhere(.handleQuery) = operation.place {
            name = "query"
        } else if let handle {
            name = handle.kind.rawValue
            if case .handleSession = operation.place { name? += " session" }
        }
        if let name { tally["\(operation.method) \(name) \(answer.status)", default: 0] += 1 }
        if case .json(let document) = answer.body, operation.place == .elsewhere(.handleQuery) {
            for result in document["results"]?.arrayValue ?? [] {
                tally["results of \(result["type"]?.stringValue ?? "")", default: 0] += 1
            }
        }
        if !model.expired.isEmpty { tally["handle expired", default: 0] += 1 }
        let isBound = model.handles.values.contains { $0.isBound }
        if isBound { tally["activity bound", default: 0] += 1 }
    }
}

extension DirectoryEffect {
    /// The session that was changed or has ended.
    var sessionKey: String? {
        switch self {
        case .committed(let reference, _, _), .deleted(let reference): reference.key
        case .tapped, .handleCreated, .handleDeleted: nil
        }
    }
}

extension DirectoryResponse {
    /// The name that a handle's session got from the service (11.2).
    var chosenName: String? {
        guard case .json(let body) = body,
            let name = body["sessionRef"]?["name"]?.stringValue, ModelNames.isHandleID(name)
        else { return nil }
        return name
    }
}
