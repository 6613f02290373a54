import JSON
import Testing

@testable import Reporting

@Suite struct `The delta of a document` {
    @Test(arguments: [
        (
            #"{"a":"long enough to be worth it","b":{"c":[1,2,3],"d":null}}"#,
            #"{"a":"long enough to be worth it","b":{"c":[1,2,4],"d":null}}"#
        ),
        (#"{"a":1,"b":"long enough to be worth it"}"#, #"{"b":"long enough to be worth it"}"#),
        (#"{"a":"long enough to be worth it"}"#, #"{"a":"long enough to be worth it","b":2}"#),
        (#"["long enough to be worth it",2]"#, #"["long enough to be worth it"]"#),
        (#"["long enough to be worth it"]"#, #"["long enough to be worth it",2,3]"#),
        (
            #"{"is":"long enough to be worth it","in":{}}"#,
            #"{"is":"long enough to be worth it","in":[]}"#
        ),
    ])
    func `gives the later one to the byte`(before: String, after: String) throws {
        let (before, after) = (try JSONValue(parsing: before), try JSONValue(parsing: after))

        let delta = try #require(DocumentDelta.between(before, after))

        #expect(delta.utf8.count < after.text.utf8.count)
        #expect(
            try DocumentDelta.applied(JSONValue(parsing: delta), to: before)?.text == after.text)
    }

    @Test(arguments: [
        ("1", "2"), (#"{"a":1}"#, "[]"), (#"{"a":1,"b":2}"#, #"{"b":2,"a":1}"#),
        (#"{"a":1,"b":"some text beside it"}"#, #"{"a":1.0,"b":"some text beside it"}"#),
    ])
    func `is none where it would not, or would be no smaller`(
        before: String, after: String
    ) throws {
        #expect(
            DocumentDelta.between(try JSONValue(parsing: before), try JSONValue(parsing: after))
                == nil)
    }

    @Test(arguments: [
        #"{"in":{"b":{"is":1}}}"#, #"{"in":{"a":{"at":[]}}}"#, #"{"at":[]}"#, "1",
    ])
    func `that does not fit gives nothing, or what was there`(delta: String) throws {
        let document: JSONValue = ["a": 1]
        let result = DocumentDelta.applied(try JSONValue(parsing: delta), to: document)
        #expect(result == nil || result == document)
    }

    @Test(arguments: [#"{"length":3}"#, #"{"length":-1}"#, #"{"at":[[1,{"is":2}]]}"#])
    func `of an array has to fit it`(delta: String) throws {
        #expect(DocumentDelta.applied(try JSONValue(parsing: delta), to: [1]) == nil)
    }
}
