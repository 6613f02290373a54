public import Sessions

/// Who stands at an end of a link.
public enum NetworkEndpoint: Sendable, Hashable {
    /// The device of a user.
    case user(Xuid)
    /// Where service principals run, all of them in one place.
    case backend
    /// The directory.
    case service
    /// A server to measure against, by its name (session-directory 6.2).
    case measurementServer(String)

    /// Whether this is a client of the directory: its line has a way down and a way up.
    var isClient: Bool {
        switch self {
        case .user, .backend: true
        case .service, .measurementServer: false
        }
    }
}

extension NetworkEndpoint {
    /// Where a caller sends from.
    public init(_ caller: Caller?) {
        self = caller?.user.map { .user($0.xuid) } ?? .backend
    }
}

/// What a message is for.
public enum NetworkOperation: String, Sendable, Hashable, CaseIterable {
    /// A GET of one thing.
    case read
    /// A PUT, or a POST that makes something.
    case write
    /// A DELETE.
    case delete
    /// A search for sessions or handles.
    case query
    /// A probe between devices.
    case measure
}

extension NetworkOperation {
    /// What a request to the directory is for.
    public init(_ request: DirectoryRequest) {
        switch request.target {
        case .sessions, .batch, .handleQuery:
            self = .query
        case .session, .properties, .memberMe, .member, .server, .templates, .template, .handles,
            .handle, .handleSession, .unknown:
            self =
                switch request.method {
                case "GET": .read
                case "DELETE": .delete
                default: .write
                }
        }
    }
}

/// How open the network of a device is (session-directory 4.2).
public enum NATType: String, Sendable, Hashable, CaseIterable {
    /// Everybody reaches it.
    case open
    /// Open and moderate devices reach it.
    case moderate
    /// Open devices reach it.
    case strict

    /// Whether two devices can connect: strict ones with open ones alone.
    public func connects(to other: NATType) -> Bool {
        switch (self, other) {
        case (.open, _), (_, .open), (.moderate, .moderate): true
        case (.strict, _), (_, .strict): false
        }
    }
}
