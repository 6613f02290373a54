import JSON
import Sessions
import Testing

@testable import Directory

/// What is kept from state to state must not show.
@Suite struct `A session rendered step by step` {
    @Test(arguments: UInt64(1)...8)
    func `says what rendering all of it would say`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var session = Session(
            SessionReference(scid: Scid.s, templateName: "quick", name: "x"),
            constants: SessionConstants(system: [:], custom: [:], defaults: .contract107),
            branch: .zero, correlationID: .zero, startTime: WireTime.t0)
        var now = WireTime.t0
        for step in 0..<300 {
            now = now.adding(milliseconds: Int64(random.next() % 20_000))
            _ = session.runTimers(at: now, presence: Presence())
            for _ in 0...random.next() % 3 { change(&session, &random, at: now) }
            session.revision = UInt64(step)
            session.settle()
            expectWhole(session)
        }
    }

    private func change(
        _ session: inout Session, _ random: inout SeededRandom, at now: Timestamp
    ) {
        let xuid = Xuid(rawValue: random.next() % 200)
        let choice = random.next() % 8
        guard let position = session.position(of: xuid) else {
            guard choice < 6 else { return }
            session.append { index in
                MemberState(
                    index: index, xuid: xuid, gamertag: "g", status: .reserved, since: now,
                    joinTime: now, constants: [:])
            }
            return
        }
        var state = session.members[position].state
        switch choice {
        case 0, 1: return session.remove(at: position)
        case 2: state.become(.active, at: now)
        case 3: state.become(.ready, at: now)
        case 4: state.deviceToken = state.deviceToken == nil ? "t\(xuid.rawValue % 3)" : nil
        case 5: state.system["initializationGroup"] = [0]
        default:
            let index = JSONValue.integer(Int64(session.members[position].index))
            session.properties.set("turn", choice == 6 ? [index] : nil)
            session.properties.set("host", "t1")
            session.dropAbsentHost()
        }
        session.replaceMember(at: position, by: state)
    }

    private func expectWhole(_ session: Session) {
        let members = Array(session.members)
        var documents = JSONObject()
        for (position, member) in members.enumerated() {
            let next =
                position + 1 < members.count ? members[position + 1].index : session.nextIndex
            let isTurn = session.properties.turn.contains(member.index)
            let fresh = Member(member.state, in: session.constants)
            documents[String(member.index)] = MemberRendering.document(
                fresh, at: MemberRendering.Place(next: next, isTurn: isTurn))
            #expect(session.position(of: member.xuid) == position)
            #expect(session.position(ofIndex: member.index) == position)
        }
        #expect(session.document["members"] == .object(documents))
        #expect(session.document["members"]?.objectValue?.names == documents.names)
        #expect(session.members.acceptedCount == members.count { $0.status != .reserved })
        #expect(session.members.activeCount == members.count { $0.status == .active })
        #expect(session.members.groupedCount == members.count(where: \.hasInitializationGroup))
        #expect(session.members.nextDue == members.compactMap(\.due).min())
        for token in ["t0", "t1", "t2"] {
            let isHeld = members.contains { $0.state.deviceToken == token }
            #expect(session.members.has(deviceToken: token) == isHeld)
        }
    }
}

/// Renderings below contract 107 are kept for the readers of one state (2.2).
@Suite struct `A rendering at an older contract version` {
    let world = World()

    @Test func `is the same for every reader and goes with the state`() throws {
        try world.a.given(.quick, .act.with(.status(["initializationGroup": [0]])))
        try world.c.given(.quick, .act)

        let first = world.a.get(.quick, contract: 104)
        let second = world.c.get(.quick, contract: 104)
        let other = world.c.get(.quick, contract: 106)
        let current = world.a.get(.quick)
        try world.a.given(.quick, .status(["initializationGroup": nil]))
        let later = world.c.get(.quick, contract: 104)

        #expect(first["members/0/properties/system/group"] == [0])
        #expect(first.json == second.json)
        #expect(other["contractVersion"] == 106)
        #expect(other["members"] == first["members"])
        #expect(current["members/0/properties/system/initializationGroup"] == [0])
        #expect(!later.has("members/0/properties/system/group"))
    }

    @Test func `is no part of the state`() {
        var directory = SessionDirectory()
        func send(_ request: DirectoryRequest) -> DirectoryResponse {
            directory.handle(request, from: .a, at: WireTime.t0, entropy: Entropy(1, 2)).response
        }
        _ = send(.put(.quick, .act))
        let before = directory
        var read = DirectoryRequest.get(.quick)
        read.contractVersion = "104"

        #expect(send(read).status == 200)
        #expect(directory == before)
    }
}
