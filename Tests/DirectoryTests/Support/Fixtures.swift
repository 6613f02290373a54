import Directory
import JSON
import Sessions

/// The service configs of the conformance cases (16.1).
enum Scid {
    static let z = "00000000-0000-0000-0000-000000000000"
    static let s = "8d050174-412b-4d51-a29b-d55a34edfdb7"
}

/// The callers of the conformance cases (16.1). The table gives some users no title; all play the
/// same one here, since an active member needs a title to show.
extension Caller {
    static let a = user(2_814_660_000_000_001, "alpha", device: "D1")
    static let a2 = user(2_814_660_000_000_011, "alpha2", device: "D1")
    static let b = user(5_500_461, "stacy", device: "D2")
    static let c = user(2_814_660_000_000_003, "gamma", device: "D3")
    static let d = user(2_814_660_000_000_004, "delta", device: "D4")

    private static func user(_ xuid: UInt64, _ gamertag: String, device: String) -> Caller {
        Caller(
            user: UserClaims(xuid: Xuid(rawValue: xuid), gamertag: gamertag),
            titleID: "8397267", deviceID: device)
    }
}

extension DirectoryTarget {
    /// Q1 of the conformance cases.
    static let q1 = target("quick", "00000000-0000-0000-0000-000000000001", scid: Scid.z)
    static let quick = target("quick")
    static let lobby = target("lobby")
    static let raw = target("raw")
    static let vis = target("vis")
    static let sticky = target("sticky")
    static let peer = target("peer")
    static let big = target("big")
    static let old = target("old")
    static let pair = target("pair")
    static let p2p = target("p2p")
    static let p2h = target("p2h")
    static let ext = target("ext")
    static let owned = target("owned")
    static let endowned = target("endowned")

    /// A session of `template`.
    static func target(
        _ template: String, _ name: String = "session-49", scid: String = Scid.s
    ) -> DirectoryTarget {
        .session(SessionReference(scid: scid, templateName: template, name: name))
    }

    /// The element `…/properties` of this session.
    var properties: DirectoryTarget { .properties(session) }
    /// The element `…/members/me` of this session.
    var me: DirectoryTarget { .memberMe(session) }
    /// The element `…/members/{index}` of this session.
    func member(_ index: Int) -> DirectoryTarget { .member(session, index: String(index)) }

    /// The canonical path of the session (1.2).
    var path: String {
        "/serviceconfigs/\(session.scid)/sessiontemplates/\(session.templateName)"
            + "/sessions/\(session.name)"
    }

    private var session: SessionReference {
        guard let reference else { preconditionFailure("\(self) lies in no session") }
        return reference
    }
}

extension TemplateCatalog {
    /// The templates of the conformance cases (16.1): those that ship with the product, some of
    /// them written out once more.
    static var fixtures: TemplateCatalog {
        var catalog = TemplateCatalog.builtIn
        catalog.add(SessionTemplate(scid: Scid.z, name: "quick", constants: ["system": [:]]))
        for (name, system) in systemConstants {
            catalog.add(SessionTemplate(scid: Scid.s, name: name, constants: ["system": system]))
        }
        catalog.add(
            SessionTemplate(
                scid: Scid.s, name: "owned", constants: ["system": ownedConstants],
                roleTypes: [
                    "class": ["roles": ["medic": ["max": 1, "target": 1], "tank": ["max": 2]]]
                ]))
        catalog.add(
            SessionTemplate(
                scid: Scid.s, name: "old", contractVersion: 104,
                constants: ["system": ["timeouts": ["reserved": 10000]]]))
        return catalog
    }

    private static let ownedConstants: JSONValue = [
        "capabilities": [
            "hasOwners": true, "searchable": true, "userAuthorizationStyle": true,
        ],
        "inactiveRemovalTimeout": nil,
        "ownershipPolicies": [
            "migration": "oldest", "nonOwnerModifiableSystemProperties": ["closed"],
        ],
    ]

    private static var systemConstants: [(name: String, system: JSONValue)] {
        [
            ("quick", [:]),
            ("integration", [:]),
            (
                "lobby",
                [
                    "version": 1, "maxMembersCount": 8, "visibility": "open",
                    "capabilities": [
                        "connectivity": true, "connectionRequiredForActiveMembers": true,
                        "crossPlay": true, "userAuthorizationStyle": true,
                    ],
                ]
            ),
            (
                "raw",
                ["version": 1, "maxMembersCount": 10, "visibility": "private", "capabilities": [:]]
            ),
            ("vis", ["visibility": "visible", "inactiveRemovalTimeout": nil]),
            (
                "sticky",
                ["maxMembersCount": 2, "inactiveRemovalTimeout": nil, "sessionEmptyTimeout": nil]
            ),
            ("peer", ["maxMembersCount": 8, "capabilities": ["connectivity": true]]),
            ("big", ["maxMembersCount": 2000, "capabilities": ["large": true, "gameplay": true]]),
            ("endowned", ["capabilities": ["hasOwners": true], "inactiveRemovalTimeout": nil]),
        ]
    }
}
