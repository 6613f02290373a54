internal import JSON

/// The inner tables of the constants that initialize members (session-directory 6.2).
enum InitializationConstantRules {
    /// The names in `constants.system` that are judged here.
    static let names = [
        "memberInitialization", "metrics", "peerToPeerRequirements", "peerToHostRequirements",
        "measurementServerAddresses",
    ]

    /// Checks the value of one of ``names`` and brings enumerations into lower case.
    static func normalised(
        _ name: String, _ value: JSONValue, options: DirectoryOptions
    ) throws(ConstantProblem) -> JSONValue {
        guard var object = value.objectValue else { throw .system(name, "must be an object") }
        for member in object {
            let path = "\(name)/\(member.name)"
            switch name {
            case "memberInitialization": try checkInitialization(path, member, options)
            case "metrics":
                guard
                    ConnectionRequirements.neededMetrics.contains(member.name)
                        || member.name == "custom"
                else { throw .system(path, "is unknown") }
                try demandFlag(path, member.value)
            case "measurementServerAddresses": try checkServer(path, member)
            default: object[member.name] = try requirement(name, member, options)
            }
        }
        return .object(object)
    }

    private static func checkInitialization(
        _ path: String, _ member: JSONObject.Member, _ options: DirectoryOptions
    ) throws(ConstantProblem) {
        switch member.name {
        case "joinTimeout", "measurementTimeout", "evaluationTimeout":
            try demand(path, member.value, upTo: options.timeoutLimitMilliseconds)
        case "externalEvaluation":
            try demandFlag(path, member.value)
        case "membersNeededToStart":
            try demand(path, member.value, upTo: Int64(options.membersLimit))
        default:
            throw .system(path, "is unknown")
        }
    }

    private static func requirement(
        _ name: String, _ member: JSONObject.Member, _ options: DirectoryOptions
    ) throws(ConstantProblem) -> JSONValue {
        let path = "\(name)/\(member.name)"
        switch (name, member.name) {
        case (_, "latencyMaximum"), ("peerToPeerRequirements", "bandwidthMinimum"),
            ("peerToHostRequirements", "bandwidthDownMinimum"),
            ("peerToHostRequirements", "bandwidthUpMinimum"):
            try demand(path, member.value, upTo: options.timeoutLimitMilliseconds)
            return member.value
        case ("peerToHostRequirements", "hostSelectionMetric"):
            let metrics = ConnectionRequirements.HostSelectionMetric.allCases.map(\.rawValue)
            guard let text = member.value.stringValue?.lowercased(), metrics.contains(text) else {
                throw .system(path, "must be one of \(metrics.joined(separator: ", "))")
            }
            return .string(text)
        default:
            throw .system(path, "is unknown")
        }
    }

    private static func checkServer(
        _ path: String, _ member: JSONObject.Member
    ) throws(ConstantProblem) {
        guard member.name == member.name.lowercased() else {
            throw .system(path, "must have a name in lower case", rule: "6.4")
        }
        guard let server = member.value.objectValue, server.names == ["secureDeviceAddress"],
            let address = server["secureDeviceAddress"]?.stringValue, !address.isEmpty,
            DeviceAddress.token(address) != nil
        else {
            throw .system(path, "must be an object with a base64 'secureDeviceAddress'")
        }
    }

    private static func demand(
        _ path: String, _ value: JSONValue, upTo limit: Int64
    ) throws(ConstantProblem) {
        guard let number = value.integerValue, (0...limit).contains(number) else {
            throw .system(path, "must be an integer from 0 to \(limit)")
        }
    }

    private static func demandFlag(
        _ path: String, _ value: JSONValue
    ) throws(ConstantProblem) {
        guard value.boolValue != nil else { throw .system(path, "must be a boolean") }
    }
}
