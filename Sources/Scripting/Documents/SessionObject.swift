package import JSON
internal import Lua
package import Sessions

/// A session as one answer showed it: a snapshot that never changes.
package final class SessionObject: JSONRepresentableObject {
    package let reference: SessionReference
    package let user: UserObject
    let etag: String?
    package let document: JSONValue
    private var view: MultiplayerSession?

    /// Takes the answer of a read or write.
    ///
    /// - Throws: ``MalformedAnswer`` when the body is no object.
    init(
        _ response: DirectoryResponse, _ reference: SessionReference, _ user: UserObject
    ) throws(MalformedAnswer) {
        guard let json = response.json, case .object = json else {
            let problem = DocumentError.Problem.wrongType(expected: "a session document")
            throw MalformedAnswer(
                problem: DocumentError(path: "", problem: problem, rule: "4.1"))
        }
        document = json
        etag = response.etag
        self.reference = reference
        self.user = user
    }

    /// Takes a document that was seen before.
    init(
        _ document: JSONValue, etag: String?, _ reference: SessionReference, _ user: UserObject
    ) {
        self.document = document
        self.etag = etag
        self.reference = reference
        self.user = user
    }

    package var json: JSONValue { document }

    /// The document by its types, read at the first use.
    func session() throws(MalformedAnswer) -> MultiplayerSession {
        if let view { return view }
        do throws(DocumentError) {
            let session = try MultiplayerSession(json: document)
            view = session
            return session
        } catch {
            throw MalformedAnswer(problem: error)
        }
    }

    /// The document by its types; nil when it is no session.
    package var typed: MultiplayerSession? { try? session() }

    /// The caller's own entry.
    func me() throws(MalformedAnswer) -> MultiplayerSession.Member? {
        guard let xuid = user.memberXuid else { return nil }
        return try session().member(xuid: xuid)
    }

    /// The session in one line: its name, state and members.
    func summary() throws(MalformedAnswer) -> String {
        let session = try session()
        let visibility = session.constants.system["visibility"]?.stringValue ?? "open"
        let members = session.members.map { "\($0.index) \($0.label) \($0.status)" }
        let number = session.changeNumber.map { "#\($0) " } ?? ""
        let list = members.isEmpty ? "no members" : members.joined(separator: ", ")
        return "session \(reference.templateName) \(number)\(visibility): \(list)"
    }
}

extension MultiplayerSession.Member {
    package var label: String { gamertag ?? xuid?.description ?? "?" }

    /// The state of session-directory 7.1 in one word.
    package var status: String {
        if isReserved { return "reserved" }
        if isActive { return "active" }
        return isReady ? "ready" : "inactive"
    }
}

let sessionClass = LuaClass<SessionObject>(
    "session", doc: "A session document as one answer showed it.", section: "4.1",
    example: """
        local lobby = stacy:create(ref, muster.request():join { active = true })
        print(lobby.changeNumber, lobby.membersInfo.count, lobby.me.status)
        print(lobby)
        """,
    methods: [
        .init(
            "member",
            [
                Parameter(
                    "who", .either([.object("user"), .string, .integer]),
                    doc: "A user, a xuid, or the index of a member.")
            ], returns: "member?", doc: "Finds a member by user, xuid or index.",
            example: """
                local lobby = stacy:create(ref, muster.request():join { active = true }:reserve(omar))
                assert(lobby:member(omar).index == lobby:member(1).index)
                """
        ) { session, call in
            let view = try session.session()
            if let user = call.optionalObject(1, of: userClass) {
                call.push(user.caller.user.flatMap { view.member(xuid: $0.xuid) })
            } else if let index = call.integer(1) {
                call.push(Int(exactly: index).flatMap { view.member(index: $0) })
            } else {
                call.push(call.string(1).flatMap(Xuid.init).flatMap { view.member(xuid: $0) })
            }
        },
        .init(
            "write",
            [RequestObject.parameter, WriteMode.parameter], returns: "session?",
            doc: "Writes to this session as the user who read it. Mode synchronized, named here or "
                + "by the request, sends this snapshot's etag.",
            section: "3.3",
            example: """
                local lobby = stacy:create(ref, muster.request():join { active = true })
                lobby = lobby:write(muster.request():set("map", "dust"), "synchronized")
                assert(lobby.properties.custom.map == "dust")
                """
        ) { session, call in
            let request = try RequestObject(reading: call, 1)
            var mode = WriteMode(reading: call, 2) ?? request.mode
            if mode == .synchronizedUpdate(etag: nil) {
                mode = .synchronizedUpdate(etag: session.etag)
            }
            try session.user.write(
                request, to: session.reference, mode: mode, basedOn: session.document, in: &call)
        },
        .init("refresh", returns: "session?", doc: "Reads the session again.", section: "3.2") {
            session, call in
            try session.user.read(session.reference, in: &call)
        },
        .init("leave", returns: "session?", doc: "Leaves the session.", section: "7.2") {
            session, call in
            try session.user.write(
                .leaving(as: session.user.memberKey), to: session.reference,
                mode: .updateOrCreate, in: &call)
        },
    ] + SessionFollowing.methods,
    fields: SessionFields.all,
    metamethods: [
        HostFunction("__tostring", returns: "string", doc: "The session in one line.") { call in
            call.push(try call.object(1, of: sessionClass).summary())
        }
    ])

extension LuaCall {
    /// Adds a member, or nil.
    mutating func push(_ member: MultiplayerSession.Member?) {
        if let member {
            push(MemberObject(member), as: memberClass)
        } else {
            push(LuaValue.nil)
        }
    }
}
