import Directory
import Sessions
import Testing

@Suite struct `A social graph` {
    var graph = SocialGraph()
    let a = Xuid(rawValue: 1)
    let b = Xuid(rawValue: 2)
    let c = Xuid(rawValue: 3)

    @Test func `starts without relations`() {
        #expect(!graph.follows(a, b))
        #expect(!graph.blocks(a, b))
        #expect(graph.people(of: a).isEmpty)
    }

    @Test mutating func `lists whom a user follows in ascending order`() {
        graph.follow(c, by: a)
        graph.follow(b, by: a, isFavorite: true)
        #expect(graph.people(of: a) == [b, c])
        #expect(graph.favorites(of: a) == [b])
        #expect(graph.follows(a, b))
        #expect(!graph.follows(b, a))
    }

    @Test mutating func `is equal again after every relation has ended`() {
        graph.follow(b, by: a)
        graph.block(c, by: a)
        #expect(graph.blocks(a, c))
        #expect(!graph.blocks(c, a))
        graph.unfollow(b, by: a)
        graph.unblock(c, by: a)
        #expect(graph == SocialGraph())
    }

    @Test mutating func `lets users communicate unless it is told otherwise (5.5.7)`() {
        #expect(graph.mayCommunicate(a, with: b))
        graph.forbidCommunication(with: b, by: a)
        #expect(!graph.mayCommunicate(a, with: b))
        #expect(graph.mayCommunicate(b, with: a))
        graph.allowCommunication(with: b, by: a)
        #expect(graph == SocialGraph())
    }
}
