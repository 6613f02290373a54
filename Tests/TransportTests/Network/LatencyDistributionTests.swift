import Sessions
import Testing
import Transport

@Suite struct `A latency` {
    private func draws(
        _ distribution: LatencyDistribution, count: Int = 2_000, seed: UInt64 = 7
    ) -> [Duration] {
        var random = SeededRandom(seed: seed)
        return (0..<count).map { _ in distribution.draw(using: &random) }
    }

    private func mean(_ draws: [Duration]) -> Duration {
        draws.reduce(.zero, +) / draws.count
    }

    @Test func `that is fixed is always the same`() {
        #expect(Set(draws(.fixed(.milliseconds(40)))) == [.milliseconds(40)])
    }

    @Test func `between two ends reaches for both and passes neither`() {
        let found = draws(.uniform(from: .milliseconds(10), to: .milliseconds(30)))
        #expect(found.allSatisfy { (.milliseconds(10)...Duration.milliseconds(30)).contains($0) })
        #expect(found.contains { $0 < .milliseconds(11) })
        #expect(found.contains { $0 > .milliseconds(29) })
        #expect((.milliseconds(19)...Duration.milliseconds(21)).contains(mean(found)))
    }

    @Test func `that is normal lies around its mean and is never below zero`() {
        let found = draws(.normal(mean: .milliseconds(50), deviation: .milliseconds(10)))
        let near = found.count {
            (.milliseconds(40)...Duration.milliseconds(60)).contains($0)
        }
        #expect((.milliseconds(49)...Duration.milliseconds(51)).contains(mean(found)))
        #expect((1_290...1_440).contains(near))  // 68.3 % of 2 000 are 1 366.
        let wide = draws(.normal(mean: .milliseconds(1), deviation: .milliseconds(50)))
        #expect(wide.allSatisfy { $0 >= .zero })
        #expect(wide.contains(.zero))
    }

    @Test func `from a list is one of it, each about as often`() {
        let list: [Duration] = [.milliseconds(1), .milliseconds(2), .milliseconds(4)]
        let found = draws(.samples(list))
        for entry in list { #expect((560...780).contains(found.count { $0 == entry })) }
        #expect(Set(found) == Set(list))
        #expect(Set(draws(.samples([]))) == [.zero])
    }

    @Test func `follows from the seed`() {
        let distribution = LatencyDistribution.normal(
            mean: .milliseconds(50), deviation: .milliseconds(10))
        #expect(draws(distribution, seed: 1) == draws(distribution, seed: 1))
        #expect(draws(distribution, seed: 1) != draws(distribution, seed: 2))
    }
}
