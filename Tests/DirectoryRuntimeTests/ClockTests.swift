import DirectoryRuntime
import Sessions
import Testing

@Suite struct `A virtual clock` {
    @Test func `begins in 2030 and stands still`() {
        let clock = VirtualClock()
        #expect(clock.now.description == "2030-01-01T00:00:00.0000000Z")
        #expect(clock.now == VirtualClock.start)
    }

    @Test func `moves on and never back`() {
        let clock = VirtualClock()
        let later = VirtualClock.start.adding(milliseconds: 30_000)
        clock.advance(to: later)
        #expect(clock.now == later)
        clock.advance(to: VirtualClock.start)
        #expect(clock.now == later)
    }
}

@Suite struct `The system clock` {
    @Test func `shows a time after this test was written`() {
        let clock = SystemClock()
        let first = clock.now
        #expect(first > Timestamp(ticks: 1_767_225_600 * 10_000_000))
        #expect(clock.now >= first)
    }
}
