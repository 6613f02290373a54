import Lua
import Testing

@Suite struct `A replaced standard function` {
    @Test(arguments: StandardLibrary.plainScripts + StandardLibrary.waitingScripts)
    func `does what Lua's own does`(text: String) throws {
        let expected = try StandardLibrary.original(text)
        let inCoroutine = try StandardLibrary.replaced(text)
        #expect(inCoroutine == expected)
        let onMainThread = try StandardLibrary.replaced(text, inCoroutine: false)
        #expect(onMainThread == expected)
    }

    @Test(arguments: StandardLibrary.largeScripts)
    func `does what Lua's own does to large tables`(text: String) throws {
        let expected = try StandardLibrary.original(text)
        #expect(try StandardLibrary.replaced(text, room: 6_000_000) == expected)
        let onMainThread = try StandardLibrary.replaced(text, inCoroutine: false, room: 6_000_000)
        #expect(onMainThread == expected)
    }

    @Test(arguments: StandardLibrary.waitingScripts)
    func `lets a host function wait in all that it calls`(text: String) throws {
        let expected = try StandardLibrary.original(text)
        let actual = try StandardLibrary.suspending(text)
        #expect(actual == expected)
    }

    @Test(arguments: StandardLibrary.waitingScripts)
    func `lets a coroutine of the script yield in all that it calls`(text: String) throws {
        let expected = try StandardLibrary.original(text)
        let actual = try StandardLibrary.yielding(text)
        #expect(actual == expected)
    }

    @Test(arguments: StandardLibrary.waitingScripts)
    func `passes on whichever error ends a wait`(text: String) throws {
        let waits = try StandardLibrary.original(text).waits
        for turn in 1..<max(waits + 1, 2) {
            let expected = try StandardLibrary.original(text, failingAt: turn)
            #expect(try StandardLibrary.suspending(text, failingAt: turn) == expected)
            #expect(try StandardLibrary.yielding(text, failingAt: turn) == expected)
            #expect(try StandardLibrary.replaced(text, failingAt: turn) == expected)
        }
    }

    @Test(arguments: StandardLibrary.waitingScripts)
    func `survives every failed allocation`(text: String) throws {
        #expect(try StandardLibrary.refusingAllocations(text) > 0)
    }
}
