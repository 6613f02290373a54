import JSON
import Testing

@Suite struct `An object` {
    @Test(arguments: [3, 16, 17, 18, 40])
    func `keeps the place of a name that is set again, at any size`(count: Int) {
        var object = JSONObject()
        for index in 0..<count { object["n\(index)"] = .integer(Int64(index)) }
        object["n1"] = "again"
        object["n0"] = nil
        object["n0"] = "last"
        #expect(object.count == count)
        #expect(object.names == (1..<count).map { "n\($0)" } + ["n0"])
        #expect(object["n1"] == "again")
        #expect(object["n\(count - 1)"] == .integer(Int64(count - 1)))
        #expect(object["absent"] == nil)
    }

    @Test func `equals another with the same members in another order`() {
        #expect((["a": 1, "b": 2] as JSONObject) == ["b": 2.0, "a": 1])
        #expect((["a": 1, "b": 2] as JSONObject) != ["a": 1, "b": 3])
        #expect((["a": 1] as JSONObject) != ["a": 1, "b": 2])
    }

    @Test func `compares names and strings byte for byte`() {
        #expect((["\u{E9}": 1] as JSONValue) != ["e\u{301}": 1])
        #expect(("\u{E9}" as JSONValue) != "e\u{301}")
        #expect(("\u{E9}" as JSONValue) == "\u{E9}")
    }

    @Test(arguments: [5, 30])
    func `removes several members at once`(count: Int) {
        var object = JSONObject((0..<count).map { ("n\($0)", JSONValue.integer(Int64($0))) })
        object.removeAll { ($0.value.integerValue ?? 0) % 2 == 1 }
        #expect(object.names == stride(from: 0, to: count, by: 2).map { "n\($0)" })
        #expect(object["n2"] == 2)
        #expect(object["n1"] == nil)
    }

    @Test(arguments: [5, 17, 18, 200])
    func `finds the others after one was removed`(count: Int) {
        let members = (0..<count).map { ("n\($0)", JSONValue.integer(Int64($0))) }
        for removed in 0..<count {
            var object = JSONObject(members)
            object["n\(removed)"] = nil
            object["new"] = true

            #expect(object.count == count)
            #expect(object["n\(removed)"] == nil)
            #expect(object["new"] == true)
            for (name, value) in members where value != members[removed].1 {
                guard object[name] != value else { continue }
                Issue.record("\(name) is lost after n\(removed) was removed")
            }
        }
    }

    @Test func `takes many repeated names`() throws {
        let members = (0..<60_000).map { #""n\#($0 % 20_000)":\#($0)"# }
        let value = try JSONValue(
            parsing: "{" + members.joined(separator: ",") + "}", limits: .loosest)
        #expect(value.objectValue?.count == 20_000)
        #expect(value["n7"] == 40_007)
    }

    @Test func `takes many names that differ only in composition`() throws {
        // All of them are one string to Swift, so a hash of the string would make them collide.
        let names = (0..<8_192).map { number in
            (0..<13).map { number >> $0 & 1 == 0 ? "\u{E9}" : "e\u{301}" }.joined()
        }
        let object = JSONObject(names.map { ($0, 1) })
        #expect(object.count == 8_192)
    }
}

@Suite struct `A shallow merge` {
    let bag: JSONValue = ["a": ["x": 1, "y": 2], "b": 2, "c": 3]

    @Test func `replaces names as a whole and keeps the others`() {
        let merged = bag.merged(shallow: ["a": ["x": 9], "d": 4])
        #expect(merged.text == #"{"a":{"x":9},"b":2,"c":3,"d":4}"#)
    }

    @Test func `removes names whose value is null`() {
        let merged = bag.merged(shallow: ["a": nil, "absent": nil, "c": nil])
        #expect(merged.text == #"{"b":2}"#)
    }

    @Test func `keeps nested nulls as data`() {
        #expect(bag.merged(shallow: ["a": ["x": nil]])["a"] == ["x": nil])
    }

    @Test func `starts from nothing when the value is no object`() {
        #expect(JSONValue.null.merged(shallow: ["a": 1, "b": nil]).text == #"{"a":1}"#)
        #expect(([1] as JSONValue).merged(shallow: [:]) == [:])
    }

    @Test func `gives changes that are no object`() {
        #expect(bag.merged(shallow: [1]) == [1])
        #expect(bag.merged(shallow: nil).isNull)
    }

    @Test func `removes many names`() {
        let count = 20_000
        let full = JSONObject((0..<count).map { ("n\($0)", 1) } + [("kept", 2)])
        let changes = JSONObject((0..<count).map { ("n\($0)", .null) })
        #expect(JSONValue.object(full).merged(shallow: .object(changes)) == ["kept": 2])
    }
}

@Suite struct `A pointer` {
    @Test func `is written with its tokens escaped`() {
        let path: JSONPointer = ["constants", "system", "visibility"]
        #expect("\(path)" == "/constants/system/visibility")
        #expect("\(JSONPointer.root)" == "")
        #expect("\(JSONPointer.root.appending("a/b").appending("m~n"))" == "/a~1b/m~0n")
        #expect("\(JSONPointer.root.appending("~1").appending(0).appending(""))" == "/~01/0/")
    }
}
