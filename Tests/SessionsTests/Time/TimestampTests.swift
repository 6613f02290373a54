import Sessions
import Testing

@Suite struct `A timestamp` {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00.0000000Z"),
        (12_450_735_300_900_000, "2009-06-15T13:45:30.0900000Z"),
        (18_934_560_000_000_000, "2030-01-01T00:00:00.0000000Z"),
        (9_517_824_000_000_001, "2000-02-29T00:00:00.0000001Z"),
        (-1, "1969-12-31T23:59:59.9999999Z"),
        (-22_090_752_000_000_000, "1899-12-31T00:00:00.0000000Z"),
    ])
    func `is written with seven digits and read back`(ticks: Int, text: String) {
        let timestamp = Timestamp(ticks: Int64(ticks))

        #expect(timestamp.description == text)
        #expect(Timestamp(text) == timestamp)
    }

    @Test(arguments: [
        ("2009-06-15T13:45:30Z", "2009-06-15T13:45:30.0000000Z"),
        ("2009-06-15T13:45:30.5Z", "2009-06-15T13:45:30.5000000Z"),
        ("2009-06-15T13:45:30.123z", "2009-06-15T13:45:30.1230000Z"),
    ])
    func `is read with fewer digits`(text: String, whole: String) {
        #expect(Timestamp(text)?.description == whole)
    }

    @Test(arguments: [
        "", "2009-06-15", "2009-06-15T13:45:30", "2009-06-15T13:45:30.Z",
        "2009-06-15T13:45:30.12345678Z", "2009-02-29T00:00:00Z", "2009-13-01T00:00:00Z",
        "2009-06-31T00:00:00Z", "2009-06-15T24:00:00Z", "2009-06-15T13:60:00Z",
        "2009-06-15T13:45:30Z ", "2009-06-15T13:45:30+00:00", "09-06-15T13:45:30Z",
    ])
    func `is not read from anything else`(text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test(arguments: [
        ("2009-06-15T13:45:30.0000000Z", "Mon, 15 Jun 2009 13:45:30 GMT"),
        ("2009-06-15T13:45:30.0000001Z", "Mon, 15 Jun 2009 13:45:31 GMT"),
        ("2029-12-31T23:59:59.5000000Z", "Tue, 01 Jan 2030 00:00:00 GMT"),
        ("1969-12-31T23:59:59.0000000Z", "Wed, 31 Dec 1969 23:59:59 GMT"),
    ])
    func `is written for HTTP rounded up to the second`(text: String, header: String) throws {
        let timestamp = try #require(Timestamp(text))

        #expect(timestamp.httpDate == header)
        #expect(Timestamp(httpDate: header) == timestamp.roundedUpToSecond)
    }

    @Test(arguments: [
        "", "Mon, 15 Jun 2009 13:45:30", "Mon, 15 jun 2009 13:45:30 GMT",
        "15 Jun 2009 13:45:30 GMT", "Mon, 31 Jun 2009 13:45:30 GMT",
        "Mon, 15 Jun 2009 13:45:30 GMT ",
    ])
    func `is not read from another header text`(text: String) {
        #expect(Timestamp(httpDate: text) == nil)
    }

    @Test func `comes back from its text through four hundred years`() {
        for day in stride(from: Int64(-30_000), to: 116_097, by: 5) {
            let timestamp = Timestamp(ticks: day * 864_000_000_000)
            guard Timestamp(timestamp.description) == timestamp else {
                Issue.record("\(timestamp) does not come back")
                return
            }
        }
    }
}
