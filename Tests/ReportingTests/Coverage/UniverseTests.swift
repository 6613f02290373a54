import Foundation
import Reporting
import Testing

/// The lists of what could be exercised are those of the engine and of its specification.
@Suite struct `What could be exercised` {
    private static let root: String = {
        let file = URL(filePath: #filePath).resolvingSymlinksInPath()
        return file.path.components(separatedBy: "/").dropLast(4).joined(separator: "/")
    }()

    private static func text(_ path: String) throws -> String {
        try String(contentsOfFile: root + "/" + path, encoding: .utf8)
    }

    /// The sources that requests pass through, without those that read templates and answers.
    private static func sources() throws -> [String] {
        let others =
            ["SessionTemplate", "TemplateError", "MultiplayerSession+Decoding"]
            + ["DocumentReader", "ProtocolVocabulary"]
        return try ["Sources/Directory", "Sources/Sessions"].flatMap { folder in
            let files = FileManager.default.enumerator(atPath: root + "/" + folder)
            return try (files?.allObjects ?? []).compactMap { $0 as? String }
                .filter { path in
                    path.hasSuffix(".swift") && !others.contains { path.hasSuffix("\($0).swift") }
                }
                .map { try text("\(folder)/\($0)") }
        }
    }

    private static func matches<Match>(
        of pattern: Regex<(Substring, Match)>, in texts: [String]
    ) -> [Match] {
        texts.flatMap { $0.matches(of: pattern).map(\.output.1) }
    }

    @Test func `has every rule that the engine names, and no other`() throws {
        let lines = Self.matches(of: /\brule: ([^\n]*)/, in: try Self.sources()).map(String.init)
        let rules = Set(Self.matches(of: /"(\d+(?:\.\d+)*[a-z]?)"/, in: lines).map(String.init))
        #expect(rules.symmetricDifference(ProtocolCoverage.Kind.rules.universe) == [])
        // One more that is spread over two lines would be missed.
        let spread = try Self.sources().filter { $0.contains(/\brule:\s*\n/) }
        #expect(spread == [])
    }

    @Test func `has rules of the specification alone`() throws {
        let page = try Self.text("Docs/Rules.md")
        let chapters = page.matches(of: /\n\| (\d\S*) \|/).map { String($0.output.1) }
        let missing = ProtocolCoverage.Kind.rules.universe.filter { rule in
            !chapters.contains { $0 == rule || $0.hasPrefix(rule + ".") }
        }
        #expect(missing == [])
    }

    @Test func `has every status that the engine answers, and no other`() throws {
        let found = Self.matches(
            of: /(?:status: |\.text\(\s*)([2-5]\d\d)\b/, in: try Self.sources())
        let statuses = Set(found.map(String.init))
        #expect(statuses.symmetricDifference(ProtocolCoverage.Kind.statuses.universe) == [])
    }

    @Test func `has each thing once`() {
        for kind in ProtocolCoverage.Kind.allCases {
            #expect(Set(kind.universe).count == kind.universe.count, "\(kind)")
            #expect(!kind.universe.isEmpty, "\(kind)")
        }
    }

    @Test func `has the states, stages, failures and change types of the specification`() {
        let kinds: [ProtocolCoverage.Kind] = [.members, .stages, .failures, .taps]
        #expect(
            kinds.map(\.universe) == [
                ["reserved", "ready", "active", "inactive", "removed"],
                ["joining", "measuring", "evaluating", "failed"],
                [
                    "timeout", "latency", "bandwidthdown", "bandwidthup", "network", "group",
                    "episode",
                ],
                [
                    "everything", "host", "initialization", "matchmakingStatus", "membersList",
                    "membersStatus", "joinability", "customProperty", "membersCustomProperty",
                ],
            ])
    }

    @Test func `has routes with the paths and methods of the specification`() {
        let session = "/serviceconfigs/{scid}/sessiontemplates/{template}/sessions/{name}"
        let routes = ProtocolCoverage.Kind.routes.universe
        #expect(routes.count == 24)
        #expect(
            routes.filter { $0.contains("{name}") } == [
                "GET \(session)", "PUT \(session)", "GET \(session)/properties",
                "PUT \(session)/properties", "GET \(session)/members/me",
                "PUT \(session)/members/me", "DELETE \(session)/members/me",
                "GET \(session)/members/{index}", "DELETE \(session)/members/{index}",
                "GET \(session)/servers/{server}", "PUT \(session)/servers/{server}",
                "DELETE \(session)/servers/{server}",
            ])
        #expect(routes.contains("POST /serviceconfigs/{scid}/batch"))
        #expect(routes.contains("PUT /handles/{id}/session"))
    }

    @Test func `has fields by their paths in requests and in sessions`() {
        let written = ProtocolCoverage.Kind.written.universe
        let seen = ProtocolCoverage.Kind.seen.universe
        for path in [
            "constants.system.capabilities.large", "members.*.constants.system.xuid",
            "members.*.properties.system.measurements.*.latency", "roleTypes.*.roles.*.max",
            "properties.system.matchmaking.clientResult.status",
            "servers.*.properties.system.status",
        ] {
            #expect(written.contains(path) && seen.contains(path), "\(path)")
        }
        #expect(
            written.filter { !seen.contains($0) } == [
                "properties.system.initializationSucceeded",
                "members.*.properties.system.encounters",
            ])
        for path in ["branch", "initializing.stage", "membersInfo.next", "members.*.nat"] {
            #expect(seen.contains(path) && !written.contains(path), "\(path)")
        }
        #expect(!(written + seen).contains { $0.hasSuffix("custom") })
    }
}
