import JSON
import Sessions

/// Operations on handles; those that were made are counted from the latest.
extension Workload {
    /// Stands for a handle that may have ended; other numbers count those that live.
    static let anyHandle = 6

    mutating func handleOperation() -> Operation {
        let number = random.pick([0, 0, 0, 1, 1, 2, 2, 3, 4, 5, Self.anyHandle])
        let sender = random.pick(senders)
        switch random.below(20) {
        case 0...6: return making(sender)
        case 7...10: return using(number, sender)
        case 11...12:
            return Operation(sender: sender, method: "GET", place: .handleSession(number))
        case 13: return Operation(sender: sender, method: "GET", place: .handle(number))
        case 14...15:
            return Operation(sender: sender, method: "DELETE", place: .handle(number))
        case 16 where random.isOne(in: 3): return oddHandle(number, sender)
        default: return handleQuery(sender)
        }
    }

    private mutating func making(_ sender: Operation.Sender) -> Operation {
        var bodies = HandleBodies(random: random)
        let body = bodies.making()
        random = bodies.random
        // Users are seldom where these need them to be.
        let needsMuch = body["type"] == "search" || body["type"] == "transfer"
        return Operation(
            sender: needsMuch && random.isOne(in: 2) ? .server : sender, method: "POST",
            place: .elsewhere(.handles), body: .json(body))
    }

    private mutating func using(_ number: Int, _ sender: Operation.Sender) -> Operation {
        var operation = write(0, from: sender)
        operation.place = .handleSession(number)
        return operation
    }

    private mutating func handleQuery(_ sender: Operation.Sender) -> Operation {
        var bodies = HandleBodies(random: random)
        let body = bodies.query()
        random = bodies.random
        var operation = Operation(
            sender: sender, method: "POST", place: .elsewhere(.handleQuery), body: .json(body))
        if random.isOne(in: 2) {
            let included = random.pick([
                "relatedInfo", "relatedInfo,customProperties",
                "RELATEDINFO,roleInfo,customProperties",
                "roleInfo", "session", "banana",
            ])
            operation.query = [.init(name: "include", value: included)]
        }
        return operation
    }

    private mutating func oddHandle(_ number: Int, _ sender: Operation.Sender) -> Operation {
        let ids = [
            "00000000-0000-0000-0000-000000000000", "x", "3e8b1a52-7a1e-4a6b-8e1f-30c2f1a4d9b7",
        ]
        let id = random.pick(ids)
        return Operation(
            sender: sender, method: random.pick(["GET", "DELETE", "POST", "PUT"]),
            place: random.pick([
                .elsewhere(.handle(id: id)), .elsewhere(.handleSession(id: id)), .handle(number),
                .handleSession(number), .elsewhere(.handles), .elsewhere(.handleQuery),
            ]),
            body: random.pick([.json([:]), .none]))
    }
}
