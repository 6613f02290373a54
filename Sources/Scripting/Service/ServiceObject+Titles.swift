internal import Directory
internal import DirectoryRuntime
internal import Lua
internal import Sessions

extension ServiceObject {
    /// Methods of a service that stand for a title, a server or the directory's owner.
    static let furtherMethods: [LuaClass<ServiceObject>.Method] = [
        .init(
            "title",
            [
                Parameter(
                    "names", .either([.string, .integer, TitleObject.names]),
                    doc: "The id of the title, or a table with its scid, too.")
            ], returns: "title",
            doc: "Names a title, which makes users and references of its own.", section: "0.4",
            example: """
                local game = service:title { id = "8397267" }
                local player = game:user { gamertag = "kim" }
                assert(player.title == "8397267")
                """
        ) { service, call in
            call.push(try TitleObject(reading: call, for: service), as: titleClass)
        },
        .init(
            "query", [SessionQueryArgument.query], returns: "listing[]",
            doc: "Lists sessions as a service principal, who may ask for private ones.",
            section: "12",
            example: """
                stacy:create(ref, muster.request():join { active = true })
                assert(#service:query { xuid = stacy, private = true } == 1)
                """
        ) { _, call in
            let query = try SessionQueryArgument(call, 1)
            try UserObject(caller: .server).query(query, in: &call)
        },
        .init(
            "limit_rates",
            [.optional("on", .boolean, doc: "Whether there are limits; true when left out.")],
            doc: "Switches the limits on how many requests a user may send on or off. They are "
                + "off at first. Local directories only.",
            section: "13.2",
            example: """
                service:limit_rates()
                local refusal
                for _ = 1, 31 do
                  local answered, problem = pcall(stacy.get, stacy, ref)
                  if not answered then refusal = problem end
                end
                assert(refusal.status == 429 and refusal.retry_after == 15)
                """
        ) { _, call in
            let directory = try call.host.localDirectory(for: "limit_rates")
            directory.rateLimits = call.boolean(1) ?? true ? RateLimits() : nil
        },
    ]

    /// How many users to make.
    static let countOfUsers = Parameter("count", .integer, doc: "From 0 to 100000.")

    /// How many there are at most under exploration.
    static let mostUsers = Parameter.optional(
        "most", .integer, doc: "The most under exploration, up to 100000.")

    /// Reads ``countOfUsers`` and ``mostUsers``; the schedule of the run chooses between them.
    static func countOfUsers(in call: borrowing LuaCall) throws(LuaFault) -> Int {
        guard let count = call.integer(1), (0...100_000).contains(count) else {
            throw LuaFault("bad argument #1 to 'users' (a number from 0 to 100000 expected)")
        }
        guard let most = call.integer(2) else { return Int(count) }
        guard (count...100_000).contains(most) else {
            throw LuaFault(
                "bad argument #2 to 'users' (a number from \(count) to 100000 expected)")
        }
        return call.host.choices?.players(from: Int(count), to: Int(most)) ?? Int(count)
    }
}
