import JSON
import Testing

@Suite struct `A number` {
    @Test(
        arguments: [
            ("0", 0), ("-0", 0), ("-0.0", 0), ("0e9999999999999999999", 0), ("1e3", 1_000),
            ("1.5e1", 15), ("1200e-2", 12), ("100.00", 100), ("-3E+2", -300),
            ("9007199254740993.0", 9_007_199_254_740_993),
            ("9007199254740993", 9_007_199_254_740_993),
            ("9223372036854775807", .max), ("-9223372036854775808", .min),
            ("9223372036854775807.000", .max), ("-9.223372036854775808e18", .min),
            ("0.00000000000000000001e20", 1), ("10000000000000000000000e-22", 1),
        ] as [(String, Int64)])
    func `gives the exact integer that it means`(text: String, value: Int64) throws {
        let number = try #require(JSONValue(parsing: text).numberValue)
        #expect(number.integer == value)
        #expect(number.unsignedInteger == UInt64(exactly: value))
    }

    @Test(arguments: [
        "9223372036854775808", "-9223372036854775809", "1e19", "0.5", "9007199254740992.5", "1e-1",
        "1e300", "-1e300", "1e-400", "9223372036854775807.5",
    ])
    func `gives no integer when it is none or does not fit`(text: String) throws {
        let number = try #require(JSONValue(parsing: text).numberValue)
        #expect(number.integer == nil)
    }

    @Test(
        arguments: [
            ("18446744073709551615", UInt64.max), ("18446744073709551615.0", .max),
            ("1.8446744073709551615e19", .max), ("9223372036854775808", 1 << 63),
            ("1e19", 10_000_000_000_000_000_000),
        ] as [(String, UInt64)])
    func `gives unsigned integers past the signed ones`(text: String, value: UInt64) throws {
        let number = try #require(JSONValue(parsing: text).numberValue)
        #expect(number.unsignedInteger == value)
        #expect(number == JSONNumber(value))
    }

    @Test(arguments: ["18446744073709551616", "1.8446744073709551616e19", "-1", "-0.5", "2e19"])
    func `gives no unsigned integer when it is none or does not fit`(text: String) throws {
        let number = try #require(JSONValue(parsing: text).numberValue)
        #expect(number.unsignedInteger == nil)
    }

    @Test(arguments: [
        "0", "-0", "-0.0", "0.0", "1", "1.0", "1.50", "1e3", "1E+3", "1e-3", "-12.5e00",
        "9007199254740993", "9007199254740993.0", "18446744073709551615", "123456789012345678901",
        "0.1000000000000000055511151231257827021181583404541015625", "5e-324", "2.5e-324", "1e-999",
        "1.7976931348623157e308", "9223372036854775808", "-9223372036854775808",
    ])
    func `keeps the text it was read from`(text: String) throws {
        #expect(try JSONValue(parsing: text).text == text)
        #expect(try JSONValue(parsing: "[\(text)]").text == "[\(text)]")
    }

    @Test(arguments: [
        "0.1", "-0.1", "3.14159", "1e22", "1e23", "1.5e-22", "123456789012345.6e-22",
        "9007199254740993.0", "9007199254740992e22", "9007199254740993e22", "0.30000000000000004",
        "1.7976931348623157e308", "2.2250738585072014e-308", "4.9e-324", "2.4e-324", "1e-400",
        "8.41e21", "1234567890123456789.5", "12345678901234567890.5", "0.000001", "6.02214076e23",
        "7450580596923828125e-27", "99999999999999991611392", "-0.0", "-0", "1e-22", "1e-23",
    ])
    func `gives the nearest double`(text: String) throws {
        let number = try #require(JSONValue(parsing: text).numberValue)
        let expected = try #require(Double(text))
        #expect(number.double.bitPattern == expected.bitPattern)
    }

    @Test func `tells a handler the nearest double`() throws {
        var random = SplitMix64(seed: 0xD0B1E)
        for _ in 0..<20_000 {
            let digits = String(random.next() >> UInt64.random(in: 0..<60, using: &random))
            let exponent = Int.random(in: -30...30, using: &random)
            let text = "-\(digits).\(random.next() % 1_000)e\(exponent)"
            var handler = LastDouble()
            try JSONParser.parse(Array(text.utf8).span, into: &handler)
            #expect(handler.value?.bitPattern == Double(text)?.bitPattern, "\(text)")
        }
    }

    @Test(arguments: [
        ("1", "1.0"), ("1", "10e-1"), ("0", "-0"), ("0", "0e5"), ("1e3", "1000"),
        ("0.1", "1e-1"), ("9007199254740993", "9007199254740993.0"), ("1e25", "10e24"),
    ])
    func `equals another of the same value`(left: String, right: String) throws {
        #expect(try JSONValue(parsing: left) == JSONValue(parsing: right))
        #expect(try JSONValue(parsing: right) == JSONValue(parsing: left))
    }

    @Test(arguments: [
        ("1", "-1"), ("0.1", "0.10000000000000000001"), ("1e25", "1e24"),
        ("9007199254740993", "9007199254740992.0"), ("9007199254740992", "9007199254740992.5"),
        ("18446744073709551615", "18446744073709551616"), ("1e-400", "0"),
    ])
    func `differs from another of a different value`(left: String, right: String) throws {
        #expect(try JSONValue(parsing: left) != JSONValue(parsing: right))
    }

    @Test func `is not made from an infinity or a NaN`() {
        #expect(JSONNumber(Double.infinity) == nil)
        #expect(JSONNumber(-Double.infinity) == nil)
        #expect(JSONNumber(Double.nan) == nil)
    }

    @Test(
        arguments: [
            (0.0, "0.0"), (-0.0, "-0.0"), (1.0, "1.0"), (0.1, "0.1"), (1e23, "1e+23"),
            (.leastNonzeroMagnitude, "5e-324"), (1.7976931348623157e308, "1.7976931348623157e+308"),
        ] as [(Double, String)])
    func `is written from a double in its shortest form`(value: Double, text: String) throws {
        let number = try #require(JSONNumber(value))
        #expect(number.text == text)
        #expect(try JSONValue(parsing: text).numberValue?.double.bitPattern == value.bitPattern)
    }

    @Test(arguments: [
        ("1", true), ("-0", true), ("18446744073709551615", true), ("1.0", false), ("1e3", false),
    ])
    func `knows whether it is written as an integer`(text: String, isInteger: Bool) throws {
        #expect(try JSONValue(parsing: text).numberValue?.isWrittenAsInteger == isInteger)
    }
}

private struct LastDouble: JSONHandler {
    var value: Double?

    mutating func number(_ value: Double, text: Span<UInt8>) { self.value = value }
    mutating func integer(_ value: Int64) { self.value = Double(value) }
    mutating func null() {}
    mutating func bool(_ value: Bool) {}
    mutating func string(_ bytes: Span<UInt8>) {}
    mutating func beginArray() {}
    mutating func endArray(_ count: Int) {}
    mutating func beginObject() {}
    mutating func name(_ bytes: Span<UInt8>) {}
    mutating func endObject(_ count: Int) {}
}
