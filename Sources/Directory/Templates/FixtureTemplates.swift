internal import JSON

extension TemplateCatalog {
    /// The templates that ship with the product (session-directory 16.1).
    public static let builtIn: TemplateCatalog = {
        let zero = "00000000-0000-0000-0000-000000000000"
        let sample = "8d050174-412b-4d51-a29b-d55a34edfdb7"
        var catalog = TemplateCatalog()
        catalog.add(SessionTemplate(scid: zero, name: "quick", constants: ["system": [:]]))
        let templates: [(name: String, contractVersion: Int, system: JSONValue)] = [
            ("quick", 107, [:]),
            ("integration", 107, [:]),
            (
                "lobby", 107,
                [
                    "version": 1, "maxMembersCount": 8, "visibility": "open",
                    "capabilities": [
                        "connectivity": true, "connectionRequiredForActiveMembers": true,
                        "crossPlay": true, "userAuthorizationStyle": true,
                    ],
                ]
            ),
            (
                "raw", 107,
                [
                    "version": 1, "maxMembersCount": 10, "visibility": "private",
                    "capabilities": [:],
                ]
            ),
            ("vis", 107, ["visibility": "visible", "inactiveRemovalTimeout": nil]),
            (
                "sticky", 107,
                ["maxMembersCount": 2, "inactiveRemovalTimeout": nil, "sessionEmptyTimeout": nil]
            ),
            ("peer", 107, ["maxMembersCount": 8, "capabilities": ["connectivity": true]]),
            (
                "big", 107,
                ["maxMembersCount": 2000, "capabilities": ["large": true, "gameplay": true]]
            ),
            (
                "endowned", 107,
                ["capabilities": ["hasOwners": true], "inactiveRemovalTimeout": nil]
            ),
            ("old", 104, ["timeouts": ["reserved": 10_000]]),
        ]
        for template in templates + initialized {
            catalog.add(
                SessionTemplate(
                    scid: sample, name: template.name, contractVersion: template.contractVersion,
                    constants: ["system": template.system]))
        }
        catalog.add(
            SessionTemplate(
                scid: sample, name: "owned", constants: ["system": owned],
                roleTypes: [
                    "class": ["roles": ["medic": ["max": 1, "target": 1], "tank": ["max": 2]]]
                ]))
        return catalog
    }()

    /// The constants of the template with owners, which can be searched for.
    private static let owned: JSONValue = [
        "capabilities": [
            "hasOwners": true, "searchable": true, "userAuthorizationStyle": true,
        ],
        "inactiveRemovalTimeout": nil,
        "ownershipPolicies": [
            "migration": "oldest", "nonOwnerModifiableSystemProperties": ["closed"],
        ],
    ]

    /// The templates of managed initialization.
    private static let initialized: [(name: String, contractVersion: Int, system: JSONValue)] = [
        (
            "pair", 107,
            [
                "maxMembersCount": 4, "capabilities": [:],
                "memberInitialization": ["joinTimeout": 20_000, "membersNeededToStart": 2],
            ]
        ),
        (
            "p2p", 107,
            [
                "maxMembersCount": 4, "capabilities": ["connectivity": true],
                "memberInitialization": ["membersNeededToStart": 2],
                "peerToPeerRequirements": ["latencyMaximum": 250, "bandwidthMinimum": 10_000],
            ]
        ),
        (
            "p2h", 107,
            [
                "maxMembersCount": 4, "capabilities": ["connectivity": true],
                "memberInitialization": ["membersNeededToStart": 2],
                "peerToHostRequirements": [
                    "latencyMaximum": 350, "bandwidthDownMinimum": 1000,
                    "bandwidthUpMinimum": 1000, "hostSelectionMetric": "latency",
                ],
            ]
        ),
        (
            "ext", 107,
            [
                "capabilities": [:],
                "memberInitialization": ["externalEvaluation": true, "evaluationTimeout": 5000],
            ]
        ),
    ]
}
