import Directory
public import DirectoryRuntime
public import JSON
public import Sessions

/// The callers, names and documents that tests of several targets share (session-directory 16.1).
public enum Fixtures {
    /// The service config of the fixture sessions.
    public static let scid = "00000000-0000-0000-0000-000000000000"

    /// The session Q1.
    public static let session = SessionReference(
        scid: scid, templateName: "quick", name: "00000000-0000-0000-0000-000000000001")

    /// The user alpha, who plays a title on a console.
    public static let alpha = Caller(
        user: UserClaims(xuid: Xuid(rawValue: 2_814_660_000_000_001), gamertag: "alpha"),
        titleID: "8397267", deviceID: "D1")

    /// The user stacy, whose seat the sample document reserves.
    public static let stacy = Caller.user(Xuid(rawValue: 5_500_461), gamertag: "stacy")

    /// The document SAMPLE.
    public static let sample: JSONValue = [
        "properties": ["custom": ["KANWE": "MGMSY"], "system": [:]],
        "constants": ["custom": [:], "system": ["visibility": "open"]],
        "members": [
            "reserve_0": [
                "constants": ["custom": ["type": "leader"], "system": ["xuid": "5500461"]]
            ]
        ],
    ]

    /// A document that makes the caller an active member.
    public static let active: JSONValue = [
        "members": ["me": ["properties": ["system": ["active": true]]]]
    ]

    /// A directory with the template `quick`, on a virtual clock; all of them answer alike.
    public static func directory() -> LocalDirectory {
        var templates = TemplateCatalog()
        templates.add(
            SessionTemplate(scid: scid, name: "quick", constants: ["system": [:], "custom": [:]]))
        return LocalDirectory(
            SessionDirectory(templates: templates), clock: VirtualClock(), seed: 7)
    }
}
