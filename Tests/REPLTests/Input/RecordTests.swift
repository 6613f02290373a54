import REPL
import Scripting
import Testing

@Suite struct `Records for machines` {
    private func records(_ texts: [String]) throws -> [String] {
        let spoken = try Spoken()
        var records: [String] = []
        spoken.conversation.recorder = RecordWriter { records.append($0) }
        spoken.enter(texts)
        return records
    }

    @Test(arguments: [
        (
            "1 + 1, 'two'",
            #"{"version":1,"number":1,"text":"1 + 1, 'two'","printed":[],"#
                + #""values":[{"type":"number","text":"2","json":2},"#
                + #"{"type":"string","text":"two","json":"two"}],"changes":[],"error":null}"#
        ),
        (
            "print('a') print('b\\nc')",
            #"{"version":1,"number":1,"text":"print('a') print('b\\nc')","#
                + #""printed":["a","b\nc"],"values":[],"changes":[],"error":null}"#
        ),
        (
            "error 'no'",
            #"{"version":1,"number":1,"text":"error 'no'","printed":[],"values":[],"changes":[],"#
                + #""error":{"kind":"error","message":"[1]:1: no","where":"[1]:1"}}"#
        ),
        (
            "x = =",
            #"{"version":1,"number":1,"text":"x = =","printed":[],"values":[],"changes":[],"#
                + #""error":{"kind":"syntax","message":"[1]:1: unexpected symbol near '='","#
                + #""where":"[1]:1"}}"#
        ),
        (
            ".users",
            #"{"version":1,"number":0,"text":".users","printed":["no users yet"],"values":[],"#
                + #""changes":[],"error":null}"#
        ),
        (
            ".nope",
            #"{"version":1,"number":0,"text":".nope","printed":[],"values":[],"changes":[],"error":"#
                + #"{"kind":"command","message":"there is no command '.nope'; .help lists all","#
                + #""where":null}}"#
        ),
    ])
    func `tell what came of a statement`(text: String, record: String) throws {
        #expect(try records([text]) == [record])
    }

    @Test func `tell which sessions changed, and how`() throws {
        let found = try records([
            "stacy = service:user { xuid = '5500461', gamertag = 'stacy' }",
            "_ = stacy:create(service:reference('quick', 'den'), muster.request():set('map', 'x'))",
        ])
        let record = try #require(found.last)
        #expect(found.count == 2)
        #expect(record.contains(#""session":"quick/den","branch":""#))
        #expect(record.contains(#""changeNumber":1,"by":"stacy","cause":"PUT","differences":["#))
        #expect(
            record.contains(##"{"path":"/properties","before":null,"after":{"system":{"turn":[]}"##)
        )
    }
}
