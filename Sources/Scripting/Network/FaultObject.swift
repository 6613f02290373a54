internal import JSON
internal import Lua
internal import Sessions
internal import Transport

/// A fault of the service that a script asked for.
final class FaultObject {
    let kind: String
    let id: ServiceFaults.ID

    init(_ fault: ServiceFault, in courier: Courier) {
        kind = fault.kind.name
        id = courier.faults.add(fault)
    }

    /// The argument of `service:fault`.
    private static let options = LuaType.named(
        "fault_options", doc: "What goes wrong in the service, for whom, how often and when.",
        .record([
            Parameter(
                "kind",
                .oneOf([
                    LuaChoice("unavailable", doc: "503, and nothing is done."),
                    LuaChoice("too_many_requests", doc: "429, and nothing is done."),
                    LuaChoice("timeout", doc: "Nothing is done, and there is no answer."),
                    LuaChoice("slow", doc: "The answer is late."),
                    LuaChoice(
                        "out_of_sync", doc: "412 for writes with a precondition, as if it failed."),
                    LuaChoice("dropped_before", doc: "The connection ends, nothing is done."),
                    LuaChoice("dropped_after", doc: "It is done, then the connection ends."),
                ]), doc: "What goes wrong."),
            .optional(
                "operation", ConditionsArgument.operation, doc: "Only requests of this kind."),
            .optional("user", .object("user"), doc: "Only requests of this user."),
            .optional("count", .integer, doc: "How often at most."),
            .optional(
                "probability", ConditionsArgument.probability, doc: "How likely; 1 if left out."),
            .optional("after", durationType, doc: "How much time passes before."),
            .optional("lasts", durationType, doc: "How long it lasts; for ever if left out."),
            .optional(
                "retry_after", durationType,
                doc: "What 503 and 429 tell callers to wait; 5 s and 15 s if left out."),
            .optional(
                "delay", ConditionsArgument.latency, doc: "By how much slow answers are late."),
        ]))

    /// `service:fault`.
    static let method: LuaClass<ServiceObject>.Method = .init(
        "fault", [Parameter("options", options)], returns: "fault",
        doc: "Lets requests to the local service go wrong; of several faults, those set first "
            + "strike first.", section: "2.6",
        example: """
            local fault = service:fault { kind = "unavailable", operation = "write", count = 1 }
            local ok, problem = pcall(stacy.create, stacy, ref)
            assert(not ok and problem.status == 503 and problem.retry_after == 5)
            assert(fault.count == 1 and not fault.active)
            """
    ) { _, call in
        let courier = try call.host.localCourier(for: "fault")
        // The user is an object, which has no place in a table that is read as a document.
        let user = call.userField(of: 1)
        let fields = try TableArgument(
            call, 1,
            only: [
                "kind", "operation", "count", "probability", "after", "lasts", "retry_after",
                "delay",
            ])
        let fault = try ServiceFault(reading: fields, call, user)
        call.push(FaultObject(fault, in: courier), as: faultClass)
    }
}

let faultClass = LuaClass<FaultObject>(
    "fault", doc: "Something that goes wrong in the service on request.", section: "2.6",
    methods: [
        .init(
            "stop", returns: "boolean",
            doc: "Ends the fault; tells whether it could still strike.",
            example: """
                local fault = service:fault { kind = "slow", delay = "2s" }
                stacy:create(ref)
                assert(fault:stop() and fault.count == 1 and muster.clock.elapsed == 2)
                """
        ) { fault, call in
            let courier = try call.host.localCourier(for: "fault")
            let wasActive = courier.faults.isActive(fault.id, at: courier.clock.now)
            courier.faults.remove(fault.id)
            call.push(wasActive)
        }
    ],
    fields: [
        .init("kind", "string", doc: "What goes wrong.") { $1.push($0.kind) },
        .init("count", "integer", doc: "How often it struck.") { fault, call in
            call.push(call.host.courier?.faults.count(of: fault.id) ?? 0)
        },
        .init("active", "boolean", doc: "Whether it can still strike.") { fault, call in
            let courier = try call.host.localCourier(for: "fault")
            call.push(courier.faults.isActive(fault.id, at: courier.clock.now))
        },
    ],
    metamethods: [
        HostFunction("__tostring", returns: "string", doc: "What goes wrong and how often.") {
            call in
            let fault = try call.object(1, of: faultClass)
            let count = call.host.courier?.faults.count(of: fault.id) ?? 0
            call.push("fault \(fault.kind) (struck \(count) times)")
        }
    ])

extension ScriptHost {
    /// The simulated network and its service.
    ///
    /// - Parameter use: what the script named that needs it.
    /// - Throws: ``LuaFault`` for a directory elsewhere.
    func localCourier(for use: String) throws(LuaFault) -> Courier {
        _ = try localDirectory(for: use)
        guard let courier else { preconditionFailure("a local directory has a courier") }
        return courier
    }
}

extension LuaCall {
    /// The user in the field `user` of parameter `position`, a table.
    fileprivate func userField(of position: Int) -> UserObject? {
        _ = stack.pushField("user", of: index(position))
        defer { stack.pop() }
        return stack.object(UserObject.self, at: -1, of: userClass)
    }
}

extension ServiceFault {
    fileprivate init(
        reading fields: TableArgument, _ call: borrowing LuaCall, _ user: UserObject?
    ) throws(LuaFault) {
        let clock = call.host.clock
        let retryAfter = try fields.delay("retry_after")
        let delay = try fields.latency("delay")
        let name = fields.string("kind") ?? ""
        let kind: Kind? =
            switch name {
            case "unavailable": .unavailable(retryAfter: retryAfter ?? .seconds(5))
            case "too_many_requests": .tooManyRequests(retryAfter: retryAfter ?? .seconds(15))
            case "timeout": .timeout
            case "out_of_sync": .outOfSync
            case "dropped_before": .droppedBefore
            case "dropped_after": .droppedAfter
            default: delay.map { .slow($0) }
            }
        guard let kind else {
            throw fields.fault("delay", "how late answers are, such as \"2s\",")
        }
        if delay != nil, name != "slow" { throw fields.fault("delay", "nothing but for slow") }
        self.init(kind, from: try clock.instant(after: try fields.delay("after") ?? .zero))
        operations = fields.string("operation").flatMap(NetworkOperation.init(rawValue:)).map {
            [$0]
        }
        callers = user.map { [NetworkEndpoint($0.caller)] }
        probability = try fields.probability("probability") ?? 1
        if let lasts = try fields.delay("lasts") {
            end = try clock.instant(after: (try fields.delay("after") ?? .zero) + lasts)
        }
        if let count = fields["count"]?.integerValue {
            guard (1...1_000_000).contains(count) else {
                throw fields.fault("count", "a number from 1 to 1000000")
            }
            limit = Int(count)
        }
    }
}
