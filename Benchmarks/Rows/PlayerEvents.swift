import Directory
import Scripting

extension Benchmark {
    /// 10 000 players as tasks of one script, each of which sleeps 5 times: 50 000 events in the
    /// order of their times, and the players' beginning and end.
    static let playerEvents = Benchmark(
        "10 000 players in one script, 5 events each", against: "coroutines and a heap in Lua",
        budget: 1
    ) {
        Sides(
            ours: { times in
                for _ in 0..<times {
                    let runner = try ScriptRunner(
                        ScriptOptions(), connection: .local(.builtIn)
                    ) { _ in }
                    guard case .finished = runner.run(Array(script.utf8), name: "players") else {
                        throw Unavailable(reason: "the script did not finish")
                    }
                }
            }, peer: try PlainLua(loop: plain).run)
    }

    private static let script = """
        local muster = require "muster"
        local tasks = {}
        for i = 1, 10000 do
          tasks[i] = muster.spawn(function()
            for round = 1, 5 do muster.sleep((i * 7919 + round * 104729) % 1000 / 1000) end
          end)
        end
        muster.all(tasks)
        """

    private static let plain = """
        local function less(a, b) return a.at < b.at or a.at == b.at and a.order < b.order end
        local function push(heap, entry)
          local i = #heap + 1
          while i > 1 and less(entry, heap[i // 2]) do heap[i], i = heap[i // 2], i // 2 end
          heap[i] = entry
        end
        local function pop(heap)
          local first, last = heap[1], table.remove(heap)
          local count, i = #heap, 1
          if count == 0 then return first end
          while 2 * i <= count do
            local child = 2 * i
            if child < count and less(heap[child + 1], heap[child]) then child = child + 1 end
            if not less(heap[child], last) then break end
            heap[i], i = heap[child], child
          end
          heap[i] = last
          return first
        end
        local function play()
          local heap, now, order = {}, 0, 0
          local function wake(thread)
            local ok, delay = coroutine.resume(thread)
            assert(ok, delay)
            if delay then
              order = order + 1
              push(heap, { at = now + delay, order = order, thread = thread })
            end
          end
          for i = 1, 10000 do
            wake(coroutine.create(function()
              for round = 1, 5 do
                coroutine.yield((i * 7919 + round * 104729) % 1000 / 1000)
              end
            end))
          end
          while #heap > 0 do
            local entry = pop(heap)
            now = entry.at
            wake(entry.thread)
          end
        end
        return function(times) for _ = 1, times do play() end end
        """
}
