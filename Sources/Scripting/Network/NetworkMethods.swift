internal import JSON
internal import Lua
internal import Sessions
internal import Transport

/// What `service.network` can be told.
enum NetworkMethods {
    typealias Method = LuaClass<Courier>.Method

    static let all: [Method] = [set, line, link, partition, heal, nat, address, conditions, reset]

    private static let endpoint = LuaType.named(
        "endpoint",
        doc:
            "Who stands at an end of a link: a user, the service, or a measurement server by name.",
        .either([.object("user"), .object("service"), .string]))

    private static let set: Method = .init(
        "set",
        [Parameter("settings", ConditionsArgument.everywhere, doc: "What holds from now on.")],
        returns: "network",
        doc: "Says what holds on every way of which nothing more special is said.",
        example: """
            service.network:set { latency = "80ms", timeout = "10s" }
            service.network:set { operation = "write", latency = { mean = "120ms", deviation = "30ms" } }
            """
    ) { courier, call in
        let arguments = try TableArgument(call, 1)
        let (conditions, operation) = try ConditionsArgument.conditions(arguments)
        if let timeout = try arguments.delay("timeout") { courier.network.timeout = timeout }
        if conditions != LinkConditions() {
            courier.network.rules.set(conditions, at: .everywhere, for: operation)
        }
        call.push(courier, as: networkClass)
    }

    private static let line: Method = .init(
        "line",
        [
            Parameter("who", endpoint, doc: "Whose line it is."),
            Parameter("conditions", ConditionsArgument.line, doc: "What holds from now on."),
        ], returns: "network",
        doc: "Says what holds on the line of one user, or of the service; delays of two lines add "
            + "up.",
        example: """
            service.network:line(stacy, { latency = "5ms", bandwidth_down = 50000, bandwidth_up = 10000 })
            """
    ) { courier, call in
        let (conditions, operation) = try ConditionsArgument.conditions(TableArgument(call, 2))
        let place = NetworkPlace.line(try call.endpoint(1))
        courier.network.rules.set(conditions, at: place, for: operation)
        call.push(courier, as: networkClass)
    }

    private static let link: Method = .init(
        "link",
        [
            Parameter("a", endpoint, doc: "The first end."),
            Parameter("b", endpoint, doc: "The second end."),
            Parameter("conditions", ConditionsArgument.link, doc: "What holds from now on."),
        ], returns: "network",
        doc: "Says what holds between two, whatever is said of their lines.",
        example: """
            service.network:link(stacy, service, { loss = 0.2 })
            service.network:link(stacy, omar, { latency = "90ms", one_way = true })
            """
    ) { courier, call in
        let arguments = try TableArgument(call, 3)
        let (conditions, operation) = try ConditionsArgument.conditions(arguments)
        let (first, second) = (try call.endpoint(1), try call.endpoint(2))
        let isOneWay = arguments["one_way"]?.boolValue ?? false
        courier.network.rules.set(
            conditions, at: isOneWay ? .way(from: first, to: second) : .pair(first, second),
            for: operation)
        call.push(courier, as: networkClass)
    }

    private static let partition: Method = .init(
        "partition",
        [
            Parameter("group", .table, doc: "A list of users, or the service."),
            Parameter("others", .variadic, doc: "Further lists."),
        ], returns: "network",
        doc: "Cuts groups off from each other, beside what is cut already; one group alone from "
            + "everybody else. Requests are sent again until their clients give up.",
        example: """
            service.network:partition({ stacy }, { omar, service })
            local ok, problem = pcall(stacy.get, stacy, ref)
            assert(not ok and problem.kind == "timeout")
            """
    ) { courier, call in
        var groups: [Set<NetworkEndpoint>] = []
        for position in 1...max(1, call.argumentCount) {
            groups.append(try call.endpoints(in: position))
        }
        courier.network.partition(groups)
        call.push(courier, as: networkClass)
    }

    private static let heal: Method = .init(
        "heal", returns: "network", doc: "Ends every partition."
    ) {
        courier, call in
        courier.network.heal()
        call.push(courier, as: networkClass)
    }

    private static let nat: Method = .init(
        "nat",
        [
            Parameter("user", .object("user"), doc: "Whose device it is."),
            Parameter(
                "type",
                .oneOf([
                    LuaChoice("open", doc: "Everybody reaches it."),
                    LuaChoice("moderate", doc: "Open and moderate devices reach it."),
                    LuaChoice("strict", doc: "Open devices reach it."),
                ]), doc: "How open its network is."),
        ], returns: "network",
        doc: "Says how open the network of a user's device is, whatever its address says: a strict "
            + "one connects with open ones alone, a moderate one with open and moderate ones.",
        section: "4.2"
    ) { courier, call in
        let user = try call.object(1, of: userClass)
        courier.network.nat[NetworkEndpoint(user.caller)] = NATType(
            rawValue: call.string(2) ?? "")
        call.push(courier, as: networkClass)
    }

    private static let address: Method = .init(
        "address", [Parameter("user", .object("user"), doc: "Whose device it is.")],
        returns: "string",
        doc: "Makes an address of a user's device for secureDeviceAddress, which tells its NAT.",
        section: "6.7",
        example: """
            service.network:nat(stacy, "moderate")
            local seat = stacy:create(service:reference "peer", muster.request():join {
              active = true, secureDeviceAddress = service.network:address(stacy),
            })
            assert(seat.me.nat == "moderate")
            """
    ) { courier, call in
        let user = try call.object(1, of: userClass)
        let nat = courier.network.nat[NetworkEndpoint(user.caller)] ?? .open
        call.push(DeviceName.address(of: user.caller, nat: nat))
    }

    private static let conditions: Method = .init(
        "conditions",
        [
            Parameter("from", endpoint, doc: "Who sends."),
            Parameter("to", endpoint, doc: "Who gets."),
            .optional("operation", ConditionsArgument.operation, doc: "A read if left out."),
        ], returns: "table",
        doc: "Tells what a message meets one way, when everything said is put together."
    ) { courier, call in
        let message = SimulatedNetwork.Message(
            from: try call.endpoint(1), to: try call.endpoint(2),
            for: call.string(3).flatMap(NetworkOperation.init(rawValue:)) ?? .read)
        let found = courier.network.conditions(of: message)
        var table: JSONObject = [
            "latency": .string(found.latency.map(\.text).joined(separator: " + ")),
            "jitter": .string(found.jitter.shortText), "loss": found.loss.json,
            "duplication": found.duplication.json, "reordering": found.reordering.json,
            "partitioned": .bool(courier.network.isCut(message.sender, message.receiver)),
        ]
        if let bandwidth = found.bandwidth { table["bandwidth"] = .integer(Int64(bandwidth)) }
        if found.latency.isEmpty { table["latency"] = "0ms" }
        try call.push { stack in
            try stack.push(json: .object(table))
            return 1
        }
    }

    private static let reset: Method = .init(
        "reset", returns: "network",
        doc: "Takes back everything that was said: messages arrive at once again."
    ) { courier, call in
        courier.network = SimulatedNetwork()
        call.push(courier, as: networkClass)
    }
}

extension LuaCall {
    /// Parameter `position` as an end of a link.
    func endpoint(_ position: Int) throws(LuaFault) -> NetworkEndpoint {
        guard let endpoint = stack.endpoint(at: index(position)) else {
            throw fault(position, expected: "user, service or string")
        }
        return endpoint
    }

    /// Parameter `position` as a list of ends.
    fileprivate func endpoints(in position: Int) throws(LuaFault) -> Set<NetworkEndpoint> {
        guard stack.kind(at: index(position)) == .table else {
            throw fault(position, expected: "list")
        }
        var found: Set<NetworkEndpoint> = []
        for element in 0..<stack.rawLength(at: index(position)) {
            _ = stack.pushElement(element + 1, of: index(position))
            let endpoint = stack.endpoint(at: -1)
            let name = stack.typeName(at: -1)
            stack.pop()
            guard let endpoint else {
                throw LuaFault(
                    argument: position,
                    "element \(element + 1): user, service or string expected, got \(name)")
            }
            found.insert(endpoint)
        }
        guard !found.isEmpty else {
            throw LuaFault(argument: position, "a group of nobody cannot be cut off")
        }
        return found
    }
}

extension LuaStack {
    /// The value at `index` as an end of a link.
    fileprivate func endpoint(at index: Int) -> NetworkEndpoint? {
        if let user = object(UserObject.self, at: index, of: userClass) {
            return NetworkEndpoint(user.caller)
        }
        if object(ServiceObject.self, at: index, of: serviceClass) != nil { return .service }
        return kind(at: index) == .string ? string(at: index).map { .measurementServer($0) } : nil
    }
}

extension Double {
    fileprivate var json: JSONValue { JSONNumber(self).map { .number($0) } ?? .null }
}

extension LatencyDistribution {
    /// The distribution as a person would write it.
    fileprivate var text: String {
        switch self {
        case .fixed(let duration): duration.shortText
        case .uniform(let from, let to): "\(from.shortText) to \(to.shortText)"
        case .normal(let mean, let deviation): "\(mean.shortText) ± \(deviation.shortText)"
        case .samples(let samples): "one of \(samples.count)"
        }
    }
}
