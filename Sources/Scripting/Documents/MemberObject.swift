internal import JSON
internal import Lua
package import Sessions

/// A member entry of a session snapshot (session-directory 4.2).
package final class MemberObject {
    package let member: MultiplayerSession.Member

    init(_ member: MultiplayerSession.Member) { self.member = member }
}

let memberClass = LuaClass<MemberObject>(
    "member", doc: "A member of a session, as one answer showed it.", section: "4.2",
    fields: [
        .init("index", "integer", doc: "The member's index in the session.") {
            $1.push($0.member.index)
        },
        .init("xuid", "string?", doc: "The user's id.") { $1.push($0.member.xuid?.description) },
        .init(
            "status", "\"reserved\"|\"ready\"|\"active\"|\"inactive\"",
            doc: "The member's state in one word.", section: "7.1"
        ) { $1.push($0.member.status) },
        .init("reserved", "boolean", doc: "Whether the user has not joined yet.") {
            $1.push($0.member.isReserved)
        },
        .init("active", "boolean", doc: "Whether the user plays in the session.") {
            $1.push($0.member.isActive)
        },
        .init("ready", "boolean", doc: "Whether the user joined and the title is starting.") {
            $1.push($0.member.isReady)
        },
        .init("turn", "boolean", doc: "Whether it is the member's turn.") {
            $1.push($0.member.isTurn)
        },
        entry("gamertag", "string?", "The gamertag of an accepted member."),
        entry("deviceToken", "string?", "Names the device, when a device address is set."),
        entry("nat", "\"open\"|\"moderate\"|\"strict\"|nil", "How open the device's network is."),
        entry("activeTitleId", "string?", "The title in which the member is active."),
        entry("joinTime", "string", "When the user joined, or the seat was reserved."),
        entry("initializationFailure", "string?", "Why initialization failed for the member."),
        entry("initializationEpisode", "integer?", "The episode that is pending or running."),
        entry("next", "integer?", "The index of the next member."),
        entry("roles", "table<string, string>?", "The member's role by role type."),
        entry("constants", "bag", "The member's constants: system and custom."),
        entry("properties", "bag", "The member's properties: system and custom."),
        .init("raw", "table", doc: "The whole entry as it was sent.") { member, call in
            try call.push { stack in
                try stack.push(json: .object(member.member.raw))
                return 1
            }
        },
    ],
    metamethods: [
        HostFunction("__tostring", returns: "string", doc: "Index, name and state.") { call in
            let member = try call.object(1, of: memberClass).member
            call.push("member \(member.index) \(member.label) \(member.status)")
        }
    ])

private func entry(
    _ name: String, _ type: String, _ doc: String
) -> LuaClass<MemberObject>.Field {
    .init(name, type, doc: doc) { object, call in
        try call.push { stack in
            if let value = object.member.raw[name] {
                try stack.push(json: value)
            } else {
                stack.pushNil()
            }
            return 1
        }
    }
}
