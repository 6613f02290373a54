import Directory
import Dispatch
import Lua
import Scripting
import Sessions
import Synchronization
import Testing

@Suite struct `Statements of one state` {
    let log = EventLog()
    let runner: InteractiveRunner

    init() throws {
        let log = log
        runner = try InteractiveRunner(
            ScriptOptions(time: .virtual, seed: 1), connection: .local(.builtIn)
        ) { log.note($0) }
        _ = runner.run(
            try runner.lua.load("muster = require 'muster' service = muster.service()", name: "0"))
    }

    private func run(_ text: String) throws -> InteractiveRunner.Outcome {
        runner.run(try runner.lua.load(text, name: "prompt"))
    }

    /// The first result of an expression, as `tostring` gives it.
    private func result(_ expression: String) throws -> String? {
        guard case .finished(let values) = try run("return tostring((\(expression)))"),
            case .string(let text)? = values.first
        else { return nil }
        return text.text
    }

    @Test func `let virtual time pass while they wait, and only then`() throws {
        _ = try run("muster.sleep '30s'")
        #expect(runner.clock.elapsedSeconds == 30)
        _ = try run("muster.spawn(function() muster.sleep '10s' done = true end)")
        #expect(!runner.settle(atMost: .seconds(1)))
        #expect(runner.clock.elapsedSeconds == 30)
        #expect(try result("done") == "nil")
        _ = try run("muster.clock:advance '10s'")
        #expect(try result("done") == "true")
    }

    @Test func `leave their tasks running`() throws {
        _ = try run(
            "channel = muster.channel() muster.spawn(function() got = channel:receive() end)")
        _ = runner.settle(atMost: .seconds(1))
        #expect(
            runner.tasks.map { "\($0.id) \($0.status) \($0.waitsFor ?? "") \($0.since!)" }
                == ["3 waiting a value from a channel prompt:1"])
        _ = try run("channel:send 'value'")
        _ = runner.settle(atMost: .seconds(1))
        #expect(try result("got") == "value")
        #expect(runner.tasks.isEmpty)
    }

    @Test func `are told of tasks that fail and nobody waits for`() throws {
        var heard: [String] = []
        runner.onUnheard = { heard.append("\($0): \($1.message)") }
        _ = try run("task = muster.spawn(function() muster.sleep '1s' error('lost') end)")
        _ = try run("muster.sleep '2s'")
        #expect(heard == ["task 3 (spawned at prompt:1): prompt:1: lost"])
        guard case .failed(let error) = try run("task:wait()") else { throw Mismatch() }
        #expect(error.message == "prompt:1: lost")
    }

    @Test func `can cancel tasks`() throws {
        _ = try run(
            """
            muster.spawn(function()
              local x <close> = setmetatable({}, { __close = function() closed = true end })
              muster.sleep '1s'
            end)
            """)
        _ = runner.settle(atMost: .seconds(1))
        let id = try #require(runner.tasks.first?.id)
        #expect(runner.cancelTask(id))
        #expect(try result("closed") == "true")
        #expect(!runner.cancelTask(id))
    }

    @Test func `that wait for what can never happen end, and the next ones run`() throws {
        guard case .deadlock(let report) = try run("muster.channel():receive()") else {
            throw Mismatch()
        }
        #expect(report.waiters.map(\.task) == ["the statement"])
        #expect(try result("1") == "1")
        #expect(runner.tasks.isEmpty)
    }

    @Test(arguments: [
        "while true do end", "muster.sleep '1s' while true do end",
        "pcall(function() while true do end end) while true do pcall(error) end",
        "muster.spawn(function() while true do muster.sleep '1s' end end) muster.channel():receive()",
        "local x <close> = setmetatable({}, { __close = function() kept = true end }) while true do end",
        "string.rep('a', 30):find(('a?'):rep(30) .. ('a'):rep(30))",
        "return ('x'):rep(1e5):find(('.-'):rep(60) .. 'y')",
    ])
    func `are stopped wherever they are, and nothing else is`(text: String) throws {
        _ = try run("kept = true muster.spawn(function() muster.sleep '1h' alive = true end)")
        let stopper = runner.stopper
        let stops = Stops(stopper)
        _ = try run(text)
        stops.finish()
        #expect(try result("kept") == "true")
        for count in 1...1000 {
            #expect(
                try result("('x'):rep(\(count)):gsub('x', 'yy')")
                    == String(repeating: "yy", count: count))
            if count == 1 { #expect(!stopper.stop()) }
        }
    }

    @Test(arguments: ["while true do end", "while true do muster.sleep '1s' end"])
    func `close what they have to when they are stopped`(text: String) throws {
        let stopper = runner.stopper
        // Asked when it runs, since a stop before that stops nothing.
        let start = DispatchSemaphore(value: 0)
        log.also = { if case .printed = $0 { start.signal() } }
        DispatchQueue(label: "stop").async {
            start.wait()
            stopper.stop()
        }
        guard
            case .stopped = try run(
                """
                local x <close> = setmetatable({}, { __close = function()
                  for i = 1, 1000 do closed = i end
                end })
                print "begun"
                \(text)
                """)
        else { throw Mismatch() }
        #expect(try result("closed") == "1000")
    }

    @Test func `go on from an earlier moment`() throws {
        _ = try run(
            """
            stacy = service:user '1' ref = service:reference('quick', 'lobby')
            first = stacy:write(ref, muster.request():join { active = true })
            """)
        let moment = try #require(runner.moment)
        _ = try run(
            "muster.sleep '5s' second = stacy:write(ref, muster.request():set('map', 'dust'))")
        #expect(try result("stacy:get(ref).properties.custom.map") == "dust")
        runner.goBack(to: moment)
        #expect(runner.clock.elapsedSeconds == 0)
        #expect(try result("stacy:get(ref).etag == first.etag") == "true")
        #expect(try result("stacy:get(ref).properties.custom.map") == "nil")
        _ = try run("third = stacy:write(ref, muster.request():set('map', 'mirage'))")
        #expect(try result("third.etag ~= second.etag") == "true")
        #expect(try result("third.changeNumber == second.changeNumber") == "true")
    }

    @Test func `keep real time when they are told to`() throws {
        _ = try run("muster.sleep '30s'")
        #expect(runner.keepTime(.real))
        #expect(runner.nextWork == nil)
        _ = try run("muster.spawn(function() muster.sleep '1h' end)")
        _ = runner.settle(atMost: .seconds(1))
        let next = try #require(runner.nextWork)
        #expect(next > .seconds(3500) && next <= .seconds(3600))
        #expect(runner.clock.elapsedSeconds >= 30)
        #expect(runner.keepTime(.virtual))
        let now = runner.clock.now
        #expect(runner.nextWork == nil)
        #expect(runner.clock.now == now)
    }
}

/// Stops a statement again and again, until it has been.
private final class Stops: Sendable {
    private let isOver = Mutex(false)
    private let end = DispatchSemaphore(value: 0)

    init(_ stopper: StatementStopper) {
        // A queue of its own has a thread; the threads of the global one are those that tests run on,
        // and each of these may be in a statement that waits for this.
        DispatchQueue(label: "stops").async { [self] in
            while !isOver.withLock(\.self) { stopper.stop() }
            end.signal()
        }
    }

    /// Comes back when nothing is stopped any more.
    func finish() {
        isOver.withLock { $0 = true }
        end.wait()
    }
}

private struct Mismatch: Error {}
