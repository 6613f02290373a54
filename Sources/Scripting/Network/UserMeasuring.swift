internal import JSON
internal import Lua
internal import Sessions
internal import Transport

/// How users measure their way to others on the simulated network: `measure`, `measure_servers`.
enum UserMeasuring {
    typealias Method = LuaClass<UserObject>.Method

    static let methods: [Method] = [measure, measureServers]

    private static let options = LuaType.named(
        "measure_options", doc: "How to measure.",
        .record([
            .optional("probes", .integer, doc: "How many probes are sent, 1 to 1000; 8 at first."),
            .optional("probe_timeout", durationType, doc: "How long each is waited for; 0.5 s."),
        ]))

    private static let parameters: [Parameter] = [
        Parameter("session", .object("session"), doc: "The session, as it was last seen."),
        .optional("options", options, doc: "How to measure."),
    ]

    private static let measure: Method = .init(
        "measure", parameters, returns: "table, table",
        doc: "Measures the way to the devices of the other members: gives what measurements in "
            + "join takes, by device token, and why others are missing: nat, partition or lost.",
        section: "6.7",
        example: """
            local network = service.network
            local request = muster.request():join { active = true }
            local peers = service:reference "peer"
            for _, player in ipairs { stacy, omar } do
              player:write(peers, request:join { secureDeviceAddress = network:address(player) })
            end
            network:link(stacy, omar, { latency = "20ms", bandwidth_up = 8000 })
            local session = stacy:get(peers)
            local found = stacy:measure(session)[session:member(omar).deviceToken]
            assert(found.latency == 40 and found.bandwidthUp == 8000)
            """
    ) { user, call in
        let session = try call.object(1, of: sessionClass)
        var targets: [Target] = []
        for member in try devices(of: session, without: user) {
            let endpoint = NetworkEndpoint.user(member.xuid)
            targets.append(Target(name: member.token, endpoint: endpoint, nat: member.nat))
        }
        let own = try session.session().members.first { $0.xuid == user.caller.user?.xuid }?.nat
        try measure(targets, from: user, nat: own, what: "devices", in: &call) { found in
            [
                "latency": .integer(found.latency.roundedMilliseconds),
                "bandwidthDown": .integer(Int64(found.bandwidthDown)),
                "bandwidthUp": .integer(Int64(found.bandwidthUp)),
            ]
        }
    }

    private static let measureServers: Method = .init(
        "measure_servers", parameters, returns: "table, table",
        doc: "Measures the way to the servers of measurementServerAddresses: gives what "
            + "serverMeasurements in join takes, by name, and why others are missing.",
        section: "6.7",
        example: """
            local session = stacy:create(ref, muster.request():join { active = true }
              :measurementServerAddresses { ["eu-west"] = { secureDeviceAddress = "ZXU=" } })
            service.network:link(stacy, "eu-west", { latency = "12ms" })
            local found = stacy:measure_servers(session)
            assert(found["eu-west"].latency == 24)
            """
    ) { user, call in
        let session = try call.object(1, of: sessionClass)
        let constants = session.document["constants"]?["system"]
        let servers = constants?["measurementServerAddresses"]?.objectValue ?? [:]
        let targets = servers.map { server in
            Target(name: server.name, endpoint: .measurementServer(server.name), nat: .open)
        }
        try measure(targets, from: user, nat: nil, what: "servers", in: &call) { found in
            ["latency": .integer(found.latency.roundedMilliseconds)]
        }
    }

    /// What is measured.
    private struct Target {
        let name: String
        let endpoint: NetworkEndpoint
        let nat: NATType?
    }

    /// The devices of the other members, each once, in the order of the list.
    private static func devices(
        of session: SessionObject, without user: UserObject
    ) throws -> [(token: String, xuid: Xuid, nat: NATType?)] {
        let members = try session.session().members
        guard let xuid = user.caller.user?.xuid else {
            throw LuaFault("a server has no device to measure from")
        }
        guard let me = members.first(where: { $0.xuid == xuid }) else {
            throw LuaFault(
                "\(user.label) is no member of \(session.reference.shortText) as it was last seen; "
                    + "join it, and measure with the session that joining gives")
        }
        var seen = Set([me.token].compactMap(\.self))
        return members.compactMap { member in
            guard let token = member.token, let xuid = member.xuid, seen.insert(token).inserted
            else { return nil }
            return (token, xuid, member.nat)
        }
    }

    /// Measures all targets at a time; the call is suspended for as long as the slowest takes.
    private static func measure(
        _ targets: [Target], from user: UserObject, nat shown: NATType?, what: String,
        in call: inout LuaCall, rendering: (LinkMeasurement) -> JSONValue
    ) throws {
        let host = call.host
        let courier = try host.localCourier(for: "measure")
        let probing = try probing(call)
        let own = NetworkEndpoint(user.caller)
        var found: JSONObject = [:]
        var failed: JSONObject = [:]
        var longest = Duration.zero
        for target in targets {
            let ends = (
                courier.network.nat[own] ?? shown ?? .open,
                courier.network.nat[target.endpoint] ?? target.nat ?? .open
            )
            let measuring = courier.network.measure(
                from: own, to: target.endpoint, nat: ends, probing: probing,
                using: &courier.random)
            longest = max(longest, measuring.duration)
            switch measuring.result {
            case .success(let measurement): found[target.name] = rendering(measurement)
            case .failure(let failure): failed[target.name] = .string(failure.cause.rawValue)
            }
        }
        let results: ScriptTask.Payload = { [found, failed] stack in
            try stack.push(json: .object(found))
            try stack.push(json: .object(failed))
            return 2
        }
        guard longest > .zero else { return try call.push { try results($0) } }
        guard call.canSuspend else {
            throw LuaFault("attempt to wait for measurements across a C-call boundary")
        }
        let deadline = try host.clock.instant(after: longest)
        let location = call.location
        var wait: WaitID?
        let id = host.scheduler.wait(
            for: "measurements of \(targets.count) \(what)", since: location,
            expire: { [scheduler = host.scheduler] in
                if let wait { scheduler.resume(wait, results) }
            })
        wait = id
        host.scheduler.resume(id, at: deadline)
        try call.suspend()
    }

    private static func probing(
        _ call: borrowing LuaCall
    ) throws -> SimulatedNetwork.Probing {
        var probing = SimulatedNetwork.Probing()
        guard !call.isNilOrNone(2) else { return probing }
        let fields = try TableArgument(call, 2)
        if let timeout = try fields.delay("probe_timeout") { probing.timeout = timeout }
        if let count = fields["probes"]?.integerValue {
            guard (1...1_000).contains(count) else {
                throw fields.fault("probes", "a number from 1 to 1000")
            }
            probing.count = Int(count)
        }
        return probing
    }
}

extension MultiplayerSession.Member {
    fileprivate var token: String? { raw["deviceToken"]?.stringValue }

    fileprivate var nat: NATType? {
        raw["nat"]?.stringValue.flatMap(NATType.init(rawValue:))
    }
}

extension Duration {
    /// The nearest number of milliseconds.
    fileprivate var roundedMilliseconds: Int64 { (self + .microseconds(500)).milliseconds }
}
