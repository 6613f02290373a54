internal import Directory
internal import DirectoryRuntime
internal import Lua
internal import Sessions

/// What no request to the directory changes, and a local one is told: who follows and blocks whom,
/// and whom presence sees (session-directory 7.6, 9.1, 11.9.6).
enum UserRelations {
    typealias Method = LuaClass<UserObject>.Method

    static let methods: [Method] = [
        relation(
            "follow", doc: "Lets the user follow others.",
            example: """
                stacy:follow(omar)
                assert(stacy:people()[1] == omar.xuid)
                """
        ) { $0.follow($2, by: $1) },
        relation(
            "unfollow", doc: "Ends that the user follows others.",
            example: """
                stacy:follow(omar):unfollow(omar)
                assert(#stacy:people() == 0)
                """
        ) { $0.unfollow($2, by: $1) },
        relation(
            "favorite", doc: "Lets the user follow others as favourites.",
            example: """
                stacy:favorite(omar)
                assert(stacy:people("favorites")[1] == omar.xuid)
                """
        ) { $0.follow($2, by: $1, isFavorite: true) },
        relation(
            "block", doc: "Lets the user block others, who then cannot join what the user owns.",
            section: "6.10.5",
            example: """
                local arena = service:reference "owned"
                stacy:block(omar):create(arena, muster.request():join { active = true })
                local handle = omar:handle(stacy:search_handle(arena))
                local _, refusal = pcall(handle.join, handle)
                assert(refusal.rule == "6.10.5")
                """
        ) { $0.block($2, by: $1) },
        relation(
            "unblock", doc: "Ends that the user blocks others.",
            example: """
                stacy:block(omar):unblock(omar)
                """
        ) { $0.unblock($2, by: $1) },
        relation(
            "mute",
            doc: "Forbids the user to communicate with others, so that no seats are held "
                + "for them.",
            section: "5.5.7",
            example: """
                stacy:mute(omar)
                """
        ) { $0.forbidCommunication(with: $2, by: $1) },
        relation(
            "unmute", doc: "Allows again what mute forbade.", section: "5.5.7",
            example: """
                stacy:mute(omar):unmute(omar)
                """
        ) { $0.allowCommunication(with: $2, by: $1) },
        people, companions, presence("disappear", isSeen: false), presence("appear", isSeen: true),
    ]

    private static let people = Method(
        "people",
        [
            .optional(
                "moniker", .oneOf(["people", "favorites"]),
                doc: "Everybody, or favourites alone; everybody when left out.")
        ], returns: "string[]",
        doc: "Lists the xuids of those whom the user follows. Local directories only.",
        section: "11.9.6",
        example: """
            stacy:follow(omar)
            for _, xuid in ipairs(stacy:people()) do print(xuid) end
            """
    ) { user, call in
        let graph = try call.host.localDirectory(for: "people").people
        let xuid = try user.ownXuid()
        let followed =
            call.string(1) == "favorites" ? graph.favorites(of: xuid) : graph.people(of: xuid)
        call.push { stack in
            stack.push(xuids: followed)
            return 1
        }
    }

    private static let companions = Method(
        "companions", returns: "string[]",
        doc: "Lists the xuids of those who were with the user in a group of a large session, by "
            + "'groups' or 'encounters'. Local directories only.",
        section: "14.6",
        example: """
            local world = service:reference "big"
            for _, player in ipairs { stacy, omar } do
              player:write(world, muster.request():join { active = true, encounters = { "bridge" } })
            end
            assert(stacy:companions()[1] == omar.xuid)
            """
    ) { user, call in
        let log = try call.host.localDirectory(for: "companions").groupLog
        let others = log.companions(of: try user.ownXuid())
        call.push { stack in
            stack.push(xuids: others)
            return 1
        }
    }

    /// Declares a method that changes a relation of the user to others.
    private static func relation(
        _ name: String, doc: String, section: String = "9.1", example: String,
        change: @escaping @Sendable (inout SocialGraph, Xuid, Xuid) -> Void
    ) -> Method {
        Method(
            name, [Parameter("others", NamedUsers.several, doc: "Users or xuids.")],
            returns: "user",
            doc: doc + " Answers the user. Local directories only.", section: section,
            example: example
        ) { user, call in
            let directory = try call.host.localDirectory(for: name)
            let xuid = try user.ownXuid()
            let others = try call.xuids(1).map(UserObject.xuid)
            directory.changePeople { people in
                for other in others { change(&people, xuid, other) }
            }
            call.push(user, as: userClass)
        }
    }

    /// Declares a method that tells whether presence sees the user.
    private static func presence(_ name: String, isSeen: Bool) -> Method {
        Method(
            name,
            [
                .optional(
                    "title", .either([.string, .integer]),
                    doc: "The title; every title when left out.")
            ], returns: "user",
            doc: (isSeen
                ? "Lets presence see the user again, where disappear said the same."
                : "Lets presence lose sight of the user, as when the game crashes: active members "
                    + "become inactive.") + " Answers the user. Local directories only.",
            section: "7.6",
            example: isSeen
                ? "stacy:disappear():appear()"
                : """
                stacy:create(ref, muster.request():inactiveRemovalTimeout "1h":join { active = true })
                stacy:disappear()
                assert(not stacy:get(ref).me.active)
                """
        ) { user, call in
            let directory = try call.host.localDirectory(for: name)
            let xuid = try user.ownXuid()
            let title = call.integer(1).map { String($0) } ?? call.string(1)
            if isSeen {
                directory.presence.see(xuid, in: title)
            } else {
                directory.presence.lose(xuid, in: title)
            }
            call.push(user, as: userClass)
        }
    }
}

extension LuaStack {
    /// Pushes ids as a list of strings. Stack: -0 +1
    fileprivate func push(xuids: [Xuid]) {
        pushTable(elements: xuids.count)
        for (position, xuid) in xuids.enumerated() {
            push(xuid.description)
            setElement(position + 1, of: -2)
        }
    }
}
