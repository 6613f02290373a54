import Dispatch
import Scripting
import Testing

@Suite struct `A run that is stopped` {
    @Test(arguments: [
        "print 'now' while true do end",
        "print 'now' pcall(function() while true do end end) while true do end",
        "print 'now' while true do pcall(error) end",
        "print 'now' coroutine.wrap(function() while true do end end)()",
        "muster.spawn(function() print 'now' while true do end end) muster.sleep '1h'",
        "print 'now' while true do muster.sleep(0) end",
        "print 'now' setmetatable({}, { __index = function() while true do end end }).x()",
        "print 'now' table.sort({ 2, 1 }, function() while true do end end)",
        "print 'now' muster.sleep '1h'",
        "print 'now' clock:at('1h', print):wait()",
        "print 'now' ada:get(ref)",
        "print 'now' muster.spawn(function() ada:get(ref) end):wait()",
        "local _ <close> = onclose(function() while true do end end) print 'now' muster.sleep '1h'",
        "local _ <close> = onclose(function() print 'now' while true do end end)",
    ])
    func `ends, whatever it does`(script: String) async throws {
        let stopped = DispatchSemaphore(value: 0)
        let held = HeldAnswers()
        let run = try await ScriptHarness.run(script, over: held.transport) {
            event, stopper in
            guard case .printed = event else { return }
            DispatchQueue(label: "stopper").async {
                stopper.stop()
                stopped.signal()
            }
        } finally: {
            // The thread must be there until it has got its signal.
            stopped.wait()
            held.release("lobby")
        }

        #expect(run.lines == ["now"])
        #expect(run.ending == .stopped)
    }
}
