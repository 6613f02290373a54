import JSON
import Sessions
import Testing

@Suite struct `Peer connectivity` {
    let world = World()

    /// A and A2, who share a console, active with its address.
    private func joinFromOneConsole() throws -> Answer {
        let body = JSONValue.status(["active": true, "secureDeviceAddress": "ryY="])
        try world.a.given(.peer, body)
        return try world.a2.given(.peer, body)
    }

    @Test func `case 26: equal device addresses give equal device tokens`() throws {
        let answer = try joinFromOneConsole()

        let token = try #require(answer["members/0/deviceToken"]?.stringValue)
        #expect(answer["members/1/deviceToken"] == .string(token))
        #expect(token.count == 8)
        #expect(token.allSatisfy { $0.isHexDigit && !$0.isUppercase })
        #expect(!answer.has("members/0/nat"), "4.2: only a V1.x address has a nat")
    }

    @Test func `case 27: the host is the device of a member, or nobody`() throws {
        let token = try #require(try joinFromOneConsole()["members/0/deviceToken"])

        let hosted = world.a.put(.peer, .system(["host": token]))
        #expect(hosted.status == 200)
        #expect(hosted["properties/system/host"] == token)

        let unhosted = world.a.put(.peer, .system(["host": "ffffffff"]))
        #expect(unhosted.status == 200)
        #expect(!unhosted.has("properties/system/host"))
    }

    @Test func `case 27: the host goes with the last member on its device`() throws {
        let token = try #require(try joinFromOneConsole()["members/0/deviceToken"])
        try world.c.given(.peer, .act.with(.system(["host": token])))

        let first = try world.a.given(.peer, .leave)
        #expect(first["properties/system/host"] == token)
        let second = try world.a2.given(.peer, .leave)
        #expect(!second.has("properties/system/host"))
    }

    @Test func `case 79: initialization succeeds only while it is evaluated`() throws {
        try world.a.given(.quick, .act)
        let answer = world.a.put(.quick, .system(["initializationSucceeded": true]))

        #expect(answer.status == 400)
        #expect(answer.text == Text.initializationSucceeded)
    }

    @Test func `case 80: measurements need metrics`() throws {
        try world.a.given(.quick, .act)
        let answer = world.a.put(.quick, .status(["measurements": ["aa": [:]]]))

        #expect(answer.status == 400)
        #expect(answer.text == Text.measurements)
    }

    @Test func `case 83: a device address needs connectivity`() throws {
        try world.a.given(.quick, .act)

        #expect(world.a.put(.quick, .status(["secureDeviceAddress": "ryY="])).status == 400)
    }
}
