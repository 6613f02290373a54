internal import JSON
internal import Lua
internal import Sessions
internal import Transport

/// What scripts say of a link, as a table.
enum ConditionsArgument {
    /// What a field that takes a latency accepts.
    static let latency = LuaType.named(
        "latency",
        doc: "How long a message takes one way: a duration, a list of durations to draw from, "
            + "{ from =, to = } for anything between, or { mean =, deviation = } for a normal "
            + "distribution.",
        .either([
            durationType, .list(durationType),
            .record([
                .optional("from", durationType, doc: "The shortest."),
                .optional("to", durationType, doc: "The longest."),
                .optional("mean", durationType, doc: "The middle."),
                .optional("deviation", durationType, doc: "The standard deviation."),
            ]),
        ]))

    /// What a field that takes an operation accepts.
    static let operation = LuaType.named(
        "operation", doc: "What a message is for.",
        .oneOf([
            LuaChoice("read", doc: "Reading one thing."),
            LuaChoice("write", doc: "Writing, and making handles."),
            LuaChoice("delete", doc: "Deleting."),
            LuaChoice("query", doc: "Searching for sessions and handles."),
            LuaChoice("measure", doc: "Probes between devices."),
        ]))

    static let probability = LuaType.named(
        "probability", doc: "A number from 0 to 1.", .number)

    private static let fields: [Parameter] = [
        .optional("latency", latency, doc: "How long a message takes one way."),
        .optional(
            "jitter", durationType, doc: "By how much it may be faster or slower than that."),
        .optional("loss", probability, doc: "How likely a message is lost, and sent again."),
        .optional("bandwidth_down", .integer, doc: "How fast messages come in, kbit/s."),
        .optional("bandwidth_up", .integer, doc: "How fast messages go out, kbit/s."),
        .optional("duplication", probability, doc: "How likely a request arrives twice."),
        .optional(
            "reordering", probability,
            doc: "How likely a message takes its latency twice, and later ones overtake it."),
        .optional("operation", operation, doc: "What this is said of; everything if left out."),
    ]

    /// What `line` takes.
    static let line = LuaType.named(
        "conditions", doc: "What is said of a way; what is left out stays as it is.",
        .record(fields))

    /// What `set` takes.
    static let everywhere = LuaType.named(
        "network_settings", doc: "What is said of all ways, and how long clients wait.",
        .record(
            fields + [
                .optional(
                    "timeout", durationType,
                    doc: "How long a client waits for an answer; 30 s at first.")
            ]))

    /// What `link` takes.
    static let link = LuaType.named(
        "link_conditions", doc: "What is said of the ways between two; up is to the second.",
        .record(
            fields + [
                .optional(
                    "one_way", .boolean, doc: "Whether it is said of the way to the second alone.")
            ]))

    /// Reads conditions, which were found to be a table of the right fields.
    static func conditions(
        _ arguments: TableArgument
    ) throws(LuaFault) -> (LinkConditions, NetworkOperation?) {
        var conditions = LinkConditions()
        conditions.latency = try arguments.latency("latency")
        conditions.jitter = try arguments.delay("jitter")
        conditions.loss = try arguments.probability("loss")
        conditions.bandwidthDown = try arguments.bandwidth("bandwidth_down")
        conditions.bandwidthUp = try arguments.bandwidth("bandwidth_up")
        conditions.duplication = try arguments.probability("duplication")
        conditions.reordering = try arguments.probability("reordering")
        let operation = arguments.string("operation").flatMap(NetworkOperation.init(rawValue:))
        return (conditions, operation)
    }
}

extension TableArgument {
    /// A field that is a duration, up to ``LatencyDistribution/limit``.
    func delay(_ name: String) throws(LuaFault) -> Duration? {
        try self[name].map { value throws(LuaFault) in try delay(value, in: name) }
    }

    private func delay(_ value: JSONValue, in name: String) throws(LuaFault) -> Duration {
        if value.stringValue == nil, let number = value.numberValue, number.double >= 5 {
            throw fault(
                name, "a bare number counts seconds; text such as \"\(number.text)ms\"")
        }
        let text = value.stringValue ?? value.numberValue?.text ?? ""
        guard let duration = duration(reading: text), duration <= LatencyDistribution.limit else {
            throw fault(name, "a duration from 0 to 1h, such as \"40ms\",")
        }
        return duration
    }

    /// A field that is a ``ConditionsArgument/latency``.
    func latency(_ name: String) throws(LuaFault) -> LatencyDistribution? {
        guard let value = self[name] else { return nil }
        if let samples = value.arrayValue {
            var durations: [Duration] = []
            for sample in samples { durations.append(try delay(sample, in: name)) }
            return .samples(durations)
        }
        guard let fields = value.objectValue else { return .fixed(try delay(value, in: name)) }
        let range = (fields["from"], fields["to"], fields["mean"], fields["deviation"])
        switch range {
        case (let from?, let to?, nil, nil):
            let (from, to) = (try delay(from, in: name), try delay(to, in: name))
            guard from <= to else { throw fault(name, "'from' not above 'to'") }
            return .uniform(from: from, to: to)
        case (nil, nil, let mean?, let deviation):
            return .normal(
                mean: try delay(mean, in: name),
                deviation: try deviation.map { value throws(LuaFault) in
                    try delay(value, in: name)
                } ?? .zero)
        default:
            throw fault(name, "a duration, a list, { from =, to = } or { mean =, deviation = }")
        }
    }

    /// A field that is a number from 0 to 1.
    func probability(_ name: String) throws(LuaFault) -> Double? {
        guard let value = self[name] else { return nil }
        guard let number = value.numberValue?.double, (0...1).contains(number)
        else { throw fault(name, "a number from 0 to 1") }
        return number
    }

    /// A field that is a bandwidth in kbit/s.
    fileprivate func bandwidth(_ name: String) throws(LuaFault) -> Int? {
        guard let value = self[name] else { return nil }
        guard let number = value.integerValue, (1...1_000_000_000).contains(number) else {
            throw fault(name, "kbit/s, from 1 to 1000000000,")
        }
        return Int(number)
    }
}
