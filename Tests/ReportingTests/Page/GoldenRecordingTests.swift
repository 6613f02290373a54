import Foundation
import JSON
import Reporting
import Scripting
import Testing

/// Recordings of small stories, as files of `Golden`.
///
/// `UPDATE_EXPECTED=1` writes what is recorded into the files; read the difference before it is kept.
@Suite struct `The recording of a flow` {
    private static let stories = [
        "seat": #"""
        local lobby = stacy:create(ref, muster.request():set("map", "dust"):reserve(omar):join { active = true })
        print("lobby", "#" .. lobby.changeNumber)
        pcall(omar.write, omar, ref, active, "create")
        muster.log "omar is late"
        muster.sleep "31s"
        muster.expect(stacy:get(ref)).never:to_have_member(omar)
        muster.spawn(function() muster.sleep "1h" end)
        lobby:update(function(now) return muster.request():set("map", null) end)
        muster.expect(1):to_be(2)
        """#,
        "network": #"""
        service.network:set { latency = "40ms" }
        local line = stacy:connect()
        local lobby = service:reference("lobby", "x")
        stacy:create(lobby, muster.request():join { active = true, connection = line })
        stacy:subscribe(lobby, line, { "everything" })
        service:fault { kind = "unavailable", count = 1 }
        pcall(omar.join, omar, lobby)
        stacy:write(lobby, muster.request():set("map", "dust"))
        service.network:set { latency = "0ms", loss = 1, timeout = "300ms" }
        pcall(omar.get, omar, lobby)
        """#,
        "handles": #"""
        local lobby = stacy:create(ref, muster.request():visibility "open":join { active = true })
        stacy:activity(lobby)
        muster.spawn(function() muster.sleep "1h" end)
        pcall(omar.write, omar, ref, muster.request():set("map", "dust"):if_match('"7"'))
        """#,
        "hostile": #"""
        local said = "</script><!-- \u{202E}right\u{2028} 'to' \"left\" & \0\27[2J"
        print(said)
        print("bytes \xE9\xFF")
        muster.log(said)
        stacy:create(ref, muster.request():set(said, { [said] = said, __proto__ = { 9007199254740993 } }):join { active = true })
        local odd = service:user { xuid = "9", gamertag = "<b>eve</b>" }
        pcall(odd.join, odd, service:reference("quick", "<i>lobby</i>"))
        muster.expect(said):to_be(said)
        """#,
    ]

    @Test(arguments: stories.keys.sorted()) func `is what its file tells`(name: String) throws {
        let recording = try recorded(Self.stories[name] ?? "", fails: name == "seat")
        let shown = recording.json.prettyText + "\n"
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Golden/\(name).json")
        guard shown != (try? String(contentsOf: file, encoding: .utf8)) else { return }
        if ProcessInfo.processInfo.environment["UPDATE_EXPECTED"] == "1" {
            try shown.write(to: file, atomically: true, encoding: .utf8)
        } else {
            Issue.record("\(name).json tells another story:\n\(shown)")
        }
    }

    @Test(arguments: stories.keys.sorted()) func `is read as it was written`(name: String) throws {
        let recording = try recorded(Self.stories[name] ?? "", fails: name == "seat")

        let text = recording.json.text
        let read = try FlowRecording(json: JSONValue(parsing: text, limits: .loosest))

        #expect(read == recording)
        #expect(read.json.text == text)
    }

    @Test func `begins empty`() throws {
        let recording = FlowRecorder().recording

        #expect(recording == FlowRecording())
        #expect(
            recording.json.text
                == #"{"version":1,"lanes":[],"start":null,"events":[],"sessions":[]}"#)
        #expect(try FlowRecording(json: recording.json) == recording)
    }
}

/// What is recorded of a script of these tests.
func recorded(
    _ script: String, limits: FlowRecorder.Limits = FlowRecorder.Limits(), fails: Bool = false
) throws -> FlowRecording {
    var recorder = FlowRecorder(limits: limits)
    let run = try ShownRun(script)
    if case .finished = run.outcome {
        #expect(!fails)
    } else {
        #expect(fails, "\(run.failure())")
    }
    for event in run.events { recorder.note(event) }
    return recorder.recording
}
