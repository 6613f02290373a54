internal import Lua
internal import Sessions

/// A title as scripts see it: its id and service configuration, which all that it makes have.
final class TitleObject {
    let id: String
    let scid: String
    private let service: ServiceObject

    /// Reads the argument of `service:title`.
    init(reading call: borrowing LuaCall, for service: ServiceObject) throws {
        self.service = service
        if let id = call.integer(1).map({ String($0) }) ?? call.string(1) {
            self.id = id
            scid = ServiceObject.defaultScid
        } else {
            let fields = try TableArgument(call, 1)
            id = fields.text("id") ?? ""
            scid = fields.string("scid") ?? ServiceObject.defaultScid
        }
    }

    /// The argument of `service:title` as a table.
    static let names = LuaType.named(
        "title_names", doc: "What names a title.",
        .record([
            Parameter("id", .either([.string, .integer]), doc: "The id of the title."),
            .optional(
                "scid", .string,
                doc: "The service configuration id; the run's own when left out."),
        ]))

    /// A caller who plays the title, unless its own claims name another.
    fileprivate func player(_ caller: Caller) -> UserObject {
        var caller = caller
        if caller.titleID == nil { caller.titleID = id }
        return UserObject(caller: caller)
    }

    fileprivate func player(reading call: borrowing LuaCall) throws -> UserObject {
        player(try UserObject(reading: call, for: service).caller)
    }

    fileprivate func nextPlayer() -> UserObject { player(.user(service.nextXuid())) }
}

let titleClass = LuaClass<TitleObject>(
    "title", doc: "A game: users who play it, and sessions of its service configuration.",
    section: "0.4",
    example: """
        local game = service:title "8397267"
        local player = game:user "7"
        player:create(game:reference "quick", muster.request():join { active = true })
        assert(player.title == game.id)
        """,
    methods: [
        .init(
            "user",
            [
                Parameter(
                    "claims", .either([.string, UserObject.claims]),
                    doc: "The user's xuid, or what the token says.")
            ], returns: "user", doc: "Makes a user who plays the title.", section: "0.4"
        ) { title, call in call.push(try title.player(reading: call), as: userClass) },
        .init(
            "users", [ServiceObject.countOfUsers, ServiceObject.mostUsers], returns: "user[]",
            doc: "Makes several users who play the title, with ids of their own, as a list. With "
                + "two numbers, as many as the first says, and under exploration up to the second."
        ) { title, call in
            let count = try ServiceObject.countOfUsers(in: call)
            call.push { stack in
                stack.push(list: (0..<count).map { _ in title.nextPlayer() }, as: userClass)
                return 1
            }
        },
        .init(
            "server", returns: "user",
            doc: "Makes a service principal of the title, which may do anything.", section: "0.4"
        ) { title, call in call.push(title.player(.server), as: userClass) },
        .init(
            "reference",
            [
                Parameter("template", .string, doc: "The name of the session template."),
                .optional("name", .string, doc: "The session's name; a fresh one when left out."),
            ], returns: "reference", doc: "Names a session of the title's service configuration.",
            section: "1"
        ) { title, call in
            let reference = SessionReference(
                scid: title.scid, templateName: try call.text(1),
                name: call.string(2) ?? call.host.guid().description)
            call.push(SessionReferenceObject(reference), as: referenceClass)
        },
    ],
    fields: [
        .init("id", "string", doc: "The id of the title.") { $1.push($0.id) },
        .init("scid", "string", doc: "The service configuration id.") { $1.push($0.scid) },
    ],
    metamethods: [
        HostFunction("__tostring", returns: "string", doc: "The id of the title.") { call in
            call.push("title \(try call.object(1, of: titleClass).id)")
        }
    ])
