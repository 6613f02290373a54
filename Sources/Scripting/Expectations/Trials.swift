internal import Lua

/// Which checks are under way of whose outcome something else makes what it wants, such as those of
/// `muster.eventually`: what they judge decides nothing by itself.
enum Trials {
    /// Two functions of Lua for a text that has ``primitive`` in its table `host`: `try(check)` calls
    /// a function as such a check and gives what `pcall` does, packed; `isTrial()` is whether the
    /// coroutine that runs is in one.
    static let text = """
        local try, isTrial
        do
          local pcall, pack, running = pcall, table.pack, coroutine.running
          local counts
          function try(check)
            counts = counts or host.trials()
            local thread = running()
            counts[thread] = (counts[thread] or 0) + 1
            local results = pack(pcall(check))
            counts[thread] = counts[thread] - 1
            return results
          end
          function isTrial()
            counts = counts or host.trials()
            return (counts[running()] or 0) > 0
          end
        end
        """

    /// Gives the table that the functions of all texts of a state share.
    static let primitive = HostFunction(
        "trials", returns: "table", doc: "How many checks are under way, by coroutine."
    ) { call in
        let host = call.host
        if let trials = host.trials { return call.push(.table(trials)) }
        let stack = call.stack
        stack.pushTable()
        stack.pushTable(members: 1)
        stack.push("k")
        stack.setField("__mode", of: -2)
        stack.setMetatable(of: -2)
        let table = stack.value(at: -1)
        stack.pop()
        if case .table(let table) = table { host.trials = table }
        call.push(table)
    }

    /// Whether the task that runs is in such a check.
    static func isTrial(in host: ScriptHost) -> Bool {
        guard let trials = host.trials, let task = host.scheduler.current,
            case .integer(let count)? = try? trials.get(.thread(task.thread))
        else { return false }
        return count > 0
    }
}

extension ScriptHost {
    /// Tells what came of an expectation or an assertion.
    ///
    /// - Parameters:
    ///   - text: What was expected of what, in a line or more.
    ///   - holds: Whether it holds.
    ///   - isTrial: Whether something else decides what comes of it.
    ///   - call: The call that judges, or one of those that it made.
    func judge(_ text: String, holds: Bool, isTrial: Bool, in call: borrowing LuaCall) {
        emit(
            .judged(
                ScriptEvent.Judgement(
                    text, holds: holds, isTrial: isTrial,
                    at: call.location(outside: expecting.name), time: clock.now)))
    }
}
