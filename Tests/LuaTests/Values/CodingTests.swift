import Lua
import Testing

struct Player: LuaCodable, Equatable {
    var name: String
    var age: UInt8
    var score: Double?
    var tags: [String] = []
    var level: Level?
    var badge: [UInt8] = []
    var best: [Int: String] = [:]
    var friends: [Player] = []
}

/// A type with one value, which is that of what it wraps.
struct Wrapper<Value: Codable>: Codable {
    var value: Value
    init(_ value: Value) { self.value = value }
    init(from decoder: any Decoder) throws {
        value = try decoder.singleValueContainer().decode(Value.self)
    }
    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}

enum Shape: Codable, Equatable { case circle(radius: Double), point }

/// A list of objects that can close on itself.
final class Node: LuaCodable {
    var next: Node?
    init(_ next: Node? = nil) { self.next = next }
}

/// The same through single values.
final class Loop: LuaEncodable {
    var next: Loop?
    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(next)
    }
}

class Animal: Codable {
    var name: String
    init(name: String) { self.name = name }
}

final class Dog: Animal, LuaEncodable, LuaDecodable {
    var tricks: Int
    init(name: String, tricks: Int) {
        self.tricks = tricks
        super.init(name: name)
    }
    private enum Key: CodingKey { case tricks }
    required init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        tricks = try container.decode(Int.self, forKey: .tricks)
        try super.init(from: container.superDecoder())
    }
    override func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try super.encode(to: container.superEncoder())
        try container.encode(tricks, forKey: .tricks)
    }
}

/// Encodes by nested containers, one after the other and in turns.
struct Nested: LuaCodable, Equatable {
    var first: [Int]
    var second: [String: Int]

    private enum Key: CodingKey { case list, map, both }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        var list = container.nestedUnkeyedContainer(forKey: .list)
        var map = container.nestedContainer(keyedBy: Name.self, forKey: .map)
        for number in first {
            try list.encode(number)
            try map.encode(number, forKey: Name("n\(number)"))
        }
        var both = container.nestedUnkeyedContainer(forKey: .both)
        try both.encodeNil()
        var inner = both.nestedContainer(keyedBy: Name.self)
        for (name, value) in second { try inner.encode(value, forKey: Name(name)) }
        var last = both.nestedUnkeyedContainer()
        try last.encode("end")
        try Wrapper(7).encode(to: both.superEncoder())
        _ = both.superEncoder()
    }

    init(first: [Int], second: [String: Int]) {
        self.first = first
        self.second = second
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        var list = try container.nestedUnkeyedContainer(forKey: .list)
        let map = try container.nestedContainer(keyedBy: Name.self, forKey: .map)
        first = []
        while !list.isAtEnd {
            let number = try list.decode(Int.self)
            guard try map.decode(Int.self, forKey: Name("n\(number)")) == number else {
                throw Mismatch()
            }
            first.append(number)
        }
        var both = try container.nestedUnkeyedContainer(forKey: .both)
        guard try both.decodeNil(), both.count == 5, both.currentIndex == 1 else {
            throw Mismatch()
        }
        let inner = try both.nestedContainer(keyedBy: Name.self)
        second = [:]
        for name in inner.allKeys {
            second[name.stringValue] = try inner.decode(Int.self, forKey: name)
        }
        var last = try both.nestedUnkeyedContainer()
        guard try last.decode(String.self) == "end", last.isAtEnd else { throw Mismatch() }
        guard try Wrapper<Int>(from: both.superDecoder()).value == 7 else { throw Mismatch() }
        _ = try both.superDecoder()
        guard both.isAtEnd else { throw Mismatch() }
    }
}

struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }
}

@Suite struct `Codable types` {
    let state: LuaState

    init() throws { state = try openState() }

    private func decode<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
        try state.globals.set("null", to: LuaValue.null)
        let value = try state.load("return " + text, name: "test").call(returning: LuaValue.self)
        defer { #expect(state.stack.count == 0) }
        return try LuaDecoder().decode(type, from: value, in: state)
    }

    private func message<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> String {
        let error = try #require(throws: LuaConversionError.self) { try decode(type, text) }
        return error.description
    }

    private func ask<Answer: LuaReadable>(
        _ text: String, about value: some Encodable, _ type: Answer.Type = Answer.self
    ) throws -> Answer {
        let code = try state.load("local v, null = ... return " + text, name: "test")
        let encoded = try LuaEncoder().encode(value, in: state)
        defer { #expect(state.stack.count == 0) }
        return try code.call(encoded, LuaValue.null, returning: type)
    }

    private let ann = Player(
        name: "Ann", age: 30, score: 0.5, tags: ["a", "b"], level: .high, badge: [0, 255],
        best: [3: "x"], friends: [Player(name: "Bob", age: 1)])

    @Test func `come back as they went`() throws {
        let identity = try state.load("return ...", name: "test")
        #expect(try identity.call(ann, returning: Player.self) == ann)
        #expect(try identity.call([ann, ann], returning: [Player].self) == [ann, ann])
        #expect(try identity.call(["a": ann], returning: [String: Player].self) == ["a": ann])
        let nested = Nested(first: [1, 2], second: ["a": 1, "b": 2])
        #expect(try identity.call(nested, returning: Nested.self) == nested)
        #expect(state.stack.count == 0)
    }

    @Test func `are tables that read as in Swift`() throws {
        let text = """
            table.concat({v.name, v.age, v.score, #v.tags, v.tags[2], v.level, #v.badge, v.best[3],
            v.friends[1].name, tostring(v.friends[1].score)}, ' ')
            """
        #expect(try ask(text, about: ann) == "Ann 30 0.5 2 b 2 2 x Bob nil")
        #expect(try ask("math.type(v.age) .. math.type(v.score)", about: ann) == "integerfloat")
    }

    @Test func `nest in containers that stay open in turns`() throws {
        let nested = Nested(first: [4], second: ["z": 9])
        let text = """
            table.concat({v.list[1], v.map.n4, tostring(v.both[1] == null), v.both[2].z,
            v.both[3][1], v.both[4], type(v.both[5])}, ' ')
            """
        #expect(try ask(text, about: nested) == "4 4 true 9 end 7 table")
    }

    @Test func `put their superclass under its own key`() throws {
        let dog = Dog(name: "Rex", tricks: 3)
        #expect(try ask("v.tricks .. v.super.name", about: dog) == "3Rex")
        let read = try decode(Dog.self, "{tricks = 2, super = {name = 'Ben'}}")
        #expect(read.name == "Ben" && read.tricks == 2)
        #expect(try message(Dog.self, "{tricks = 2}") == "super: table expected, got nil")
        #expect(
            try message(Dog.self, "{tricks = 2, super = {name = 1}}")
                == "super.name: string expected, got number")
    }

    @Test func `are enumerations with values as Swift codes them`() throws {
        #expect(try ask("v.circle.radius", about: Shape.circle(radius: 2)) == 2.0)
        #expect(try decode(Shape.self, "{circle = {radius = 2}}") == .circle(radius: 2))
        #expect(try decode(Shape.self, "{point = {}}") == .point)
        #expect(throws: LuaConversionError.self) { try decode(Shape.self, "{}") }
    }

    @Test func `wrap single values, also none`() throws {
        #expect(try ask("v", about: Wrapper(Wrapper("x"))) == "x")
        #expect(try ask("v == nil", about: Wrapper(Int?.none)))
        #expect(try ask("v[1] == null and #v == 2", about: [Wrapper(Int?.none), Wrapper(1)]))
        #expect(try decode([Wrapper<Int?>].self, "{null, 4}").map(\.value) == [nil, 4])
        #expect(try ask("v[1].name", about: Wrapper([ann])) == "Ann")
    }

    @Test func `keep dictionaries by their keys`() throws {
        #expect(try ask("v[5].value", about: [5: ["value": Wrapper(1)]]) == 1)
        #expect(try ask("v[5]", about: [Int8(5): Wrapper("a")]) == "a")
        #expect(try decode([Int: Wrapper<String>].self, "{[5] = 'a'}")[5]?.value == "a")
        #expect(try decode([String: Wrapper<Int?>].self, "{a = null}").keys.contains("a"))
        #expect(
            try message([Int: [Wrapper<Int>]].self, "{[5] = {1, 'a'}}")
                == "[5][2]: integer expected, got string")
        let error = try #require(throws: LuaConversionError.self) {
            try LuaEncoder().encode(Wrapper(["a": [Wrapper(UInt64.max)]]), in: state)
        }
        #expect(error.description.hasPrefix("a[1]: 18446744073709551615 is above"))
    }

    @Test func `take nil, null and a missing member for none`() throws {
        for score in ["", "score = nil,", "score = null,"] {
            let rest = "name = 'A', age = 1, tags = {}, badge = '', best = {}, friends = {}"
            #expect(try decode(Player.self, "{\(score) \(rest)}").score == nil)
        }
    }

    @Test(arguments: [
        ("{}", "name: string expected, got nil"),
        ("{name = 'A', age = 300}", "age: 300 does not fit into UInt8"),
        ("{name = 'A', age = 1.5}", "age: number 1.5 has no integer representation"),
        ("{name = 'A', age = 1, tags = {'a', 5}}", "tags[2]: string expected, got number"),
        ("{name = 'A', age = 1, tags = 5}", "tags: list expected, got number"),
        (
            "{name = 'A', age = 1, tags = {[2] = 'a'}}",
            "tags: list without element 1; fill the gap with null"
        ),
        (
            "{name = 'A', age = 1, tags = {}, level = 9}",
            "level: Cannot initialize Level from invalid Int value 9"
        ),
        ("{name = 'A', age = 1, tags = {}, badge = {1}}", "badge: string expected, got table"),
        (
            "{name = 'A', age = 1, tags = {}, badge = '', best = {}, friends = {{name = 'B', age = ''}}}",
            "friends[1].age: integer expected, got string"
        ),
        ("'A'", "table expected, got string"),
    ])
    func `tell the place of what is wrong`(text: String, expected: String) throws {
        #expect(try message(Player.self, text) == expected)
    }

    @Test func `do not ask metamethods, and pass over keys that they do not know`() throws {
        let text = "setmetatable({value = 1, [1] = 2, [true] = 3}, {__index = error})"
        struct Thing: Decodable { var value: Int, other: Int? }
        #expect(try decode(Thing.self, text).value == 1)
    }

    @Test func `stop at cycles of tables, with the path`() throws {
        #expect(
            try message(
                Node.self, "(function() local t = {next = {}} t.next.next = t return t end)()")
                == "next.next: table contains itself")
        #expect(
            try message(Node.self, "(function() local t = {} t.next = t return t end)()")
                == "next: table contains itself")
    }

    @Test func `stop at cycles of objects and at the depth limit, with the path`() throws {
        let node = Node()
        node.next = node
        let error = try #require(throws: LuaConversionError.self) {
            try LuaEncoder().encode(node, in: state)
        }
        #expect(error.path.count == 64)
        #expect(error.description.hasSuffix(".next: value lies more than 64 levels deep"))
        node.next = nil
        let loop = Loop()
        loop.next = loop
        #expect(throws: LuaConversionError.self) { try LuaEncoder().encode(loop, in: state) }
        loop.next = nil
        #expect(state.stack.count == 0)

        let nest = "(function(n) local t = {} for i = 2, n do t = {next = t} end return t end)"
        _ = try decode(Node.self, nest + "(64)")
        #expect(
            try message(Node.self, nest + "(65)").hasSuffix("value lies more than 64 levels deep"))
        var list = Node()
        for _ in 1..<64 { list = Node(list) }
        _ = try LuaEncoder().encode(list, in: state)
        #expect(throws: LuaConversionError.self) {
            try LuaEncoder().encode(Node(list), in: state)
        }
    }

    @Test func `count the depth through types with conversions of their own`() throws {
        final class Mixed: LuaEncodable {
            var inner: [[Mixed]] = []
        }
        let mixed = Mixed()
        mixed.inner = [[mixed]]
        #expect(throws: LuaConversionError.self) { try LuaEncoder().encode(mixed, in: state) }
        #expect(throws: LuaConversionError.self) { try LuaEncoder().encode([mixed], in: state) }
        mixed.inner = []
    }

    @Test func `throw what their own coding throws, with its place`() throws {
        struct Bad: Codable {
            init() {}
            init(from decoder: any Decoder) throws { throw Trouble(code: 4) }
            func encode(to encoder: any Encoder) throws {
                var container = encoder.unkeyedContainer()
                try container.encode(1)
                throw Trouble(code: 5)
            }
        }
        #expect(try message([Bad].self, "{1}") == "[1]: trouble 4")
        let error = try #require(throws: LuaConversionError.self) {
            try LuaEncoder().encode(["a": Bad()], in: state)
        }
        #expect(error.description == "a: trouble 5")
        guard case .custom(let underlying) = error.reason else { throw Mismatch() }
        #expect(underlying as? Trouble == Trouble(code: 5))
        struct Unclear: Decodable {
            init(from decoder: any Decoder) throws {
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: "unclear"))
            }
        }
        #expect(
            try message([String: Unclear].self, "{x = 1}") == "x: unclear")
    }

    @Test func `that encode nothing are empty tables`() throws {
        struct Nothing: Encodable { func encode(to encoder: any Encoder) {} }
        #expect(try ask("type(v) .. tostring(next(v))", about: Nothing()) == "tablenil")
        #expect(try ask("#v", about: [Nothing(), Nothing()]) == 2)
    }

    @Test func `that encode two things are an error`() throws {
        struct Both: Encodable {
            func encode(to encoder: any Encoder) throws {
                var members = encoder.container(keyedBy: Name.self)
                try members.encode(1, forKey: Name("a"))
                var elements = encoder.unkeyedContainer()
                try elements.encode(1)
            }
        }
        #expect(throws: LuaConversionError.self) { try LuaEncoder().encode(Both(), in: state) }
        #expect(state.stack.count == 0)
    }

    @Test func `hand user information to their coding`() throws {
        let key = try #require(CodingUserInfoKey(rawValue: "scale"))
        struct Scaled: Codable {
            var value = 2
            init() {}
            init(from decoder: any Decoder) throws {
                let key = CodingUserInfoKey(rawValue: "scale")
                let scale = key.flatMap { decoder.userInfo[$0] as? Int } ?? 1
                value = try decoder.singleValueContainer().decode(Int.self) * scale
            }
            func encode(to encoder: any Encoder) throws {
                let key = CodingUserInfoKey(rawValue: "scale")
                var container = encoder.singleValueContainer()
                try container.encode(value * (key.flatMap { encoder.userInfo[$0] as? Int } ?? 1))
            }
        }
        let encoded = try LuaEncoder(userInfo: [key: 10]).encode([Scaled()], in: state)
        #expect(try state.read(encoded, as: [Int].self) == [20])
        let decoder = LuaDecoder(userInfo: [key: 10])
        #expect(try decoder.decode([Scaled].self, from: encoded, in: state).map(\.value) == [200])
    }

    @Test func `hold strings that are not UTF-8 as bytes`() throws {
        struct Blob: LuaCodable { var data: LuaString }
        #expect(try ask("#v.data", about: Blob(data: LuaString([255, 0]))) == 2)
        #expect(try decode(Blob.self, #"{data = '\xff'}"#).data.bytes == [255])
    }
}
