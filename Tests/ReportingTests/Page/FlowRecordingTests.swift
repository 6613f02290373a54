import Foundation
import JSON
import Reporting
import Testing

@Suite struct `A recording that was sent elsewhere` {
    private static let valid = """
        {"version": 1, "lanes": ["ada"], "start": null, "sessions": [{"name": "a/b", "scid": "s", \
        "versions": [{"event": 0, "branch": "x", "change": 1, "whole": "{}"}]}], "events": [\
        {"at": 0, "kind": "answered", "number": 1, "lane": 0, "status": 200, "document": [0, 0]}]}
        """

    @Test func `is read`() throws {
        let recording = try read(Self.valid)
        #expect(recording.lanes == ["ada"])
        #expect(recording.events.count == 1)
    }

    @Test(arguments: [
        (#""version": 1"#, #""version": 2"#, FlowRecordingError.otherVersion(2)),
        (#""version": 1"#, #""name": 1"#, .otherVersion(nil)),
        (#""lanes": ["ada"]"#, #""lanes": [1]"#, .malformed(part: "lanes", index: nil)),
        (#""lanes": ["ada"]"#, #""lanes": []"#, .malformed(part: "lane", index: 0)),
        (#""kind": "answered""#, #""kind": "guessed""#, .malformed(part: "kind", index: 0)),
        (#""status": 200"#, #""status": "200""#, .malformed(part: "status", index: 0)),
        (#""document": [0, 0]"#, #""document": [0, 1]"#, .malformed(part: "document", index: 0)),
        (#""document": [0, 0]"#, #""document": [0]"#, .malformed(part: "document", index: 0)),
        (#""document": [0, 0]"#, #""headers": [["a"]]"#, .malformed(part: "headers", index: 0)),
        (#""document": [0, 0]"#, #""where": ["a"]"#, .malformed(part: "where", index: 0)),
        (#""event": 0"#, #""event": 1"#, .malformed(part: "versions", index: 0)),
        (#""whole": "{}""#, #""none": "{}""#, .malformed(part: "bytes", index: 0)),
        (#""at": 0"#, #""at": 0.5"#, .malformed(part: "at", index: 0)),
    ])
    func `is refused where something is wrong`(
        part: String, replacement: String, error: FlowRecordingError
    ) throws {
        let pieces = Self.valid.components(separatedBy: part)
        try #require(pieces.count == 2)

        #expect(throws: error) { try read(pieces.joined(separator: replacement)) }
    }

    @Test func `says what is wrong`() {
        let errors: [FlowRecordingError] = [
            .otherVersion(2), .otherVersion(nil), .malformed(part: "lanes", index: nil),
            .malformed(part: "at", index: 3),
        ]
        #expect(
            errors.map(\.description) == [
                "it has the version 2, not 1", "it has the version of no program, not 1",
                "'lanes' is missing or malformed", "'at' of entry 3 is missing or malformed",
            ])
    }

    private func read(_ text: String) throws -> FlowRecording {
        try FlowRecording(json: JSONValue(parsing: text))
    }
}

@Suite struct `A recording without secrets` {
    @Test func `has none in any text`() throws {
        let recording = try recorded(
            """
            local secret = "hunter2"
            local eve = service:user { xuid = "9", gamertag = secret }
            local there = service:reference("quick", secret)
            print(secret) muster.log(secret) muster.expect(secret):to_be(secret)
            local lobby = eve:create(there, muster.request():set(secret, { secret, "x" .. secret }):join { active = true })
            eve:write(there, muster.request():set(secret, null):set("other", { [secret] = secret }))
            pcall(eve.write, eve, there, active:if_match(secret))
            muster.spawn(function() muster.sleep(1e6) end)
            """)
        #expect(recording.json.text.contains("hunter2"))

        let redacted = recording.redacting {
            $0.components(separatedBy: "hunter2").joined(separator: "***")
        }

        #expect(!redacted.json.text.contains("hunter2"))
        #expect(redacted.events.count == recording.events.count)
        #expect(try FlowRecording(json: redacted.json) == redacted)
        #expect(redacted.lanes == ["***"])
    }

    @Test func `is on a page without secrets`() throws {
        var flow = FlowPage.Flow(
            name: "hunter2", file: "hunter2.lua", line: 1, verdict: "failed", tone: .bad,
            duration: "1 ms")
        flow.failure = ["hunter2"]
        flow.output = ["hunter2"]
        flow.command = "muster run hunter2.lua"
        flow.recording = try recorded("print 'hunter2'")
        let page = FlowPage(
            title: "hunter2", facts: [.init("hunter2", "hunter2")], flows: [flow],
            sources: [.init(name: "hunter2.lua", text: "print 'hunter2'")])
        #expect(page.html.contains("hunter2"))

        let redacted = page.redacting {
            $0.components(separatedBy: "hunter2").joined(separator: "***")
        }

        #expect(!redacted.html.contains("hunter2"))
        #expect(redacted.flows[0].line == 1)
        #expect(redacted.sources == [.init(name: "***.lua", text: "print '***'")])
    }

    @Test func `keeps documents that can be read`() throws {
        let recording = try recorded(
            #"stacy:create(ref, muster.request():set("a", { 1420, "x\"y", true }):join { active = true })"#
        )

        // Each of these is a part of what JSON is made of.
        for secret in ["42", "\"", ":", "true"] {
            let redacted = recording.redacting {
                $0.components(separatedBy: secret).joined(separator: "***")
            }
            for version in redacted.sessions[0].versions {
                guard case .whole(let text) = version.document else { continue }
                #expect(throws: Never.self) { try JSONValue(parsing: text) }
            }
        }
    }

    @Test func `shows no value of a header that is a secret`() throws {
        var recording = try recorded("pcall(stacy.write, stacy, ref, active:if_match('plain'))")
        recording = recording.redacting { $0.hasPrefix("If-Match: ") ? "If-Match: ***" : $0 }
        guard case .sent(let request) = recording.events[0].what else {
            Issue.record("nothing was sent")
            return
        }
        #expect(request.headers.map { "\($0.name): \($0.value)" } == ["If-Match: ***"])
    }
}
