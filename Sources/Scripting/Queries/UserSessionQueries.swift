internal import JSON
internal import Lua
internal import Sessions

/// How callers look for sessions (session-directory section 12).
enum UserSessionQueries {
    static let methods: [LuaClass<UserObject>.Method] = [
        .init(
            "query", [SessionQueryArgument.query], returns: "listing[]",
            doc: "Lists sessions by user, by keyword, or by both.", section: "12",
            example: """
                stacy:create(ref, muster.request():keywords { "ranked" }:join { active = true })
                for _, listing in ipairs(omar:query { xuid = stacy, keyword = "ranked" }) do
                  print(listing.reference, listing.status, listing.accepted)
                end
                """
        ) { user, call in try user.query(try SessionQueryArgument(call, 1), in: &call) },
        .init(
            "batch",
            [
                Parameter("users", NamedUsers.several, doc: "Users or xuids."),
                SessionQueryArgument.batch,
            ], returns: "listing[]",
            doc: "Lists the sessions of many users, user by user in the order given.",
            section: "12.7",
            example: """
                stacy:create(ref, muster.request():join { active = true })
                local found = service:server():batch({ stacy, omar }, { template = "quick" })
                assert(#found == 1 and found[1].xuid == stacy.xuid)
                """
        ) { user, call in
            let xuids = try call.xuids(1).map { JSONValue.string($0) }
            let query = try SessionQueryArgument(call, 2)
            let target = DirectoryTarget.batch(scid: query.scid, templateName: query.templateName)
            var request = DirectoryRequest.post(target, ["xuids": .array(xuids)])
            request.query = try query.parameters()
            try user.list(request, in: &call)
        },
    ]
}

extension UserObject {
    /// Sends a query; the call's result is the list of what was found.
    func query(_ query: SessionQueryArgument, in call: inout LuaCall) throws {
        var request = DirectoryRequest.get(
            .sessions(scid: query.scid, templateName: query.templateName))
        request.query = try query.parameters()
        try list(request, in: &call)
    }

    fileprivate func list(_ request: DirectoryRequest, in call: inout LuaCall) throws {
        try send(request, in: &call) { response, stack in
            guard response.status == 200 else {
                throw ServiceError(response, attempted: "list sessions", by: self)
            }
            let listings = try response.results("sessions").map { try ListingObject($0, self) }
            stack.push(list: listings, as: listingClass)
            return 1
        }
    }
}
