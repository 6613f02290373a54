package import JSON

/// The fields that the protocol has names for, as paths such as
/// `members.*.properties.system.active`.
///
/// A `*` stands for names that are not the protocol's: of members, servers, devices, roles. What the
/// title decides, in `custom`, has no paths.
package struct ProtocolFields: Sendable {
    private let shape: Shape

    /// The fields of requests (session-directory 5.1).
    package static let requests = ProtocolFields(shape: request)

    /// The fields of sessions (4.1).
    package static let sessions = ProtocolFields(shape: session)

    /// Every path, in the order of the schema.
    package var paths: [String] { shape.paths }

    /// The paths of what a document holds, of unknown names too. Null is a value.
    ///
    /// - Parameter path: where the document stands in the whole one, for an element of it.
    package func paths(in document: JSONValue, at path: [String] = []) -> Set<String> {
        var found: Set<String> = []
        shape.at(path).collect(document, path.joined(separator: "."), into: &found)
        return found
    }
}

extension ProtocolFields {
    /// What can stand at a place.
    private indirect enum Shape: Sendable {
        /// One value, whatever it holds.
        case value
        /// Whatever the title puts there.
        case custom
        /// These names; others are unknown, or the title's where it may have names of its own.
        case record([(name: String, shape: Shape)], isOpen: Bool = false)
        /// Any names.
        case map(Shape)

        init(_ kind: SystemName.Kind) {
            switch kind {
            case .record(let names): self = Self.record(names)
            case .map(let kind), .members(let kind): self = .map(Shape(kind))
            case .boolean, .integer, .number, .string, .any, .object, .list, .oneOf, .timeout:
                self = .value
            }
        }

        static func record(_ names: [SystemName]) -> Shape {
            .record(names.map { ($0.name, $0.name == "custom" ? .custom : Shape($0.kind)) })
        }

        /// A record of values.
        static func values(_ names: String...) -> Shape { .record(names.map { ($0, .value) }) }

        var paths: [String] {
            switch self {
            case .value: [""]
            case .custom: []
            case .record(let fields, _):
                fields.flatMap { field in field.shape.paths.map { Self.join(field.name, $0) } }
            case .map(let shape): shape.paths.map { Self.join("*", $0) }
            }
        }

        func at(_ path: [String]) -> Shape {
            guard let name = path.first else { return self }
            switch self {
            case .record(let fields, _):
                let field = fields.first { $0.name == name }
                return (field?.shape ?? .value).at(Array(path.dropFirst()))
            case .map(let shape): return shape.at(Array(path.dropFirst()))
            case .value, .custom: return self
            }
        }

        func collect(_ value: JSONValue, _ path: String, into found: inout Set<String>) {
            switch self {
            case .custom: return
            case .value: found.insert(path)
            case .record(let fields, let isOpen):
                for member in value.objectValue ?? [:] {
                    let field = fields.first { $0.name == member.name }
                    guard field != nil || !isOpen else { continue }
                    (field?.shape ?? .value).collect(
                        member.value, Self.join(path, member.name), into: &found)
                }
            case .map(let shape):
                for member in value.objectValue ?? [:] {
                    shape.collect(member.value, Self.join(path, "*"), into: &found)
                }
            }
        }

        /// The same with more fields, after the others; they replace fields of their names.
        func adding(_ added: [(name: String, shape: Shape)]) -> Shape {
            guard case .record(let fields, let isOpen) = self else { return self }
            let kept = fields.filter { field in !added.contains { $0.name == field.name } }
            return .record(kept + added, isOpen: isOpen)
        }

        private static func join(_ left: String, _ right: String) -> String {
            left.isEmpty ? right : right.isEmpty ? left : "\(left).\(right)"
        }
    }

    private static let server: Shape = {
        let known = Shape.record(SystemName.matchmakingServer)
            .adding([("targetSessionRef", .value)])
        guard case .record(let names, _) = known else { return known }
        return .record([
            ("constants", .record([("system", .value), ("custom", .custom)])),
            (
                "properties",
                .record([("system", .record(names, isOpen: true)), ("custom", .custom)])
            ),
        ])
    }()

    private static let request = Shape(RequestDocument.kind).adding([("servers", .map(server))])

    /// Without what is consumed at once: `initializationSucceeded` (8.8.1) and `encounters` (6.7).
    private static let session = Shape.record([
        ("contractVersion", .value), ("branch", .value), ("changeNumber", .value),
        ("correlationId", .value), ("startTime", .value), ("nextTimer", .value),
        ("initializing", .values("stage", "stageStartTime", "episode")),
        ("hostCandidates", .value),
        ("constants", Shape(RequestDocument.constants)),
        (
            "properties",
            bag(SystemName.properties.filter { $0.name != "initializationSucceeded" })
        ),
        ("members", .map(member)),
        ("membersInfo", .values("first", "next", "count", "accepted", "active")),
        ("servers", .map(server)),
        ("roleTypes", roleTypes),
        ("searchHandle", .value),
    ])

    /// One entry of `members` (4.2).
    private static let member = Shape.record([
        ("gamertag", .value), ("deviceToken", .value), ("nat", .value), ("reserved", .value),
        ("activeTitleId", .value), ("joinTime", .value), ("turn", .value),
        ("initializationFailure", .value), ("initializationEpisode", .value),
        (
            "constants",
            .record([
                (
                    "system",
                    Shape.values("index", "xuid").adding(fields(SystemName.memberConstants))
                ),
                ("custom", .custom),
            ])
        ),
        ("properties", bag(SystemName.memberProperties.filter { $0.name != "encounters" })),
        ("roles", .map(.value)), ("next", .value),
    ])

    /// With what a session says of each role (15.8).
    private static let roleTypes: Shape = {
        guard case .map(let type) = Shape(SystemName.roleTypes), case .record(let fields, _) = type,
            case .map(let role)? = fields.first(where: { $0.name == "roles" })?.shape
        else { preconditionFailure("role types have no roles") }
        let shown = role.adding([("count", .value), ("memberXuids", .value)])
        return .map(type.adding([("roles", .map(shown))]))
    }()

    private static func bag(_ names: [SystemName]) -> Shape {
        .record([("system", .record(names)), ("custom", .custom)])
    }

    private static func fields(_ names: [SystemName]) -> [(name: String, shape: Shape)] {
        names.map { ($0.name, Shape($0.kind)) }
    }
}
