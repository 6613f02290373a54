internal import Lua
internal import Reporting
internal import Scripting

extension Conversation {
    /// Shows how a statement ended, and remembers its value.
    func conclude(_ outcome: Interpreter.Outcome, of text: String, number: Int?) -> Reply {
        switch outcome {
        case .values(let values):
            if recorder == nil { show(values: values) }
            if let number { remember(values, number) }
            return .done
        case .unreadable(let error, let offset):
            showFailure(failures.text(for: error, column: offset.map { column(at: $0, in: text) }))
            return .failed(.unreadable)
        case .failed(let error):
            showFailure(failures.text(for: error) + raisedTable(error))
            return .failed(error.isUnanswered ? .unreachable : .raised)
        case .deadlock(let report):
            showFailure(failures.text(for: report))
            if !isTerse {
                showFailure(
                    "muster.spawn(function() ... end) waits in a task while you go on\n")
            }
            return .failed(.raised)
        case .stopped:
            showFailure(style.text.dim("stopped") + "\n")
            return .failed(.stopped)
        case .exited(let code): return .leave(code)
        }
    }

    private var failures: FailureText {
        var failures = FailureText(sources: sources, style: failureStyle ?? style)
        failures.hidesShortTracebacks = true
        return failures
    }

    /// Shows values, each from the beginning of a line.
    private func show(values: [LuaValue]) {
        guard !values.isEmpty else { return }
        var shown = ValueText(style: style)
        shown.usesToString = false
        for value in values { show(shown.text(of: value, on: runner.lua.stack) + "\n") }
    }

    /// Names the first value `_`, and by the number of its statement.
    private func remember(_ values: [LuaValue], _ number: Int) {
        guard let value = values.first else { return }
        if case .nil = value { return }
        let stack = runner.lua.stack
        // Raw, so that a script which guards its globals does not mind.
        guard stack.reserve(8) else { return }
        stack.push(.table(runner.lua.globals))
        defer { stack.pop() }
        for name in ["_", "_\(number)"] {
            stack.push(value)
            stack.setField(name, of: -2)
        }
        if number > Self.rememberedValues {
            stack.push(.nil)
            stack.setField("_\(number - Self.rememberedValues)", of: -2)
        }
    }

    /// How many values have numbers at most, so that they do not fill the memory.
    private static let rememberedValues = 1_000

    /// The table that an error was raised with, which its message does not show; empty for others.
    private func raisedTable(_ error: LuaError) -> String {
        guard let raised = error.raised.map(runner.lua.value(raised:)), case .table = raised,
            error.message.hasPrefix("(error object")
        else { return "" }
        return ValueText(style: style).text(of: raised, on: runner.lua.stack) + "\n"
    }

    /// Tells of a task that failed while nobody waited for it.
    func tell(of error: LuaError, in task: String) {
        // Whoever leaves stops what runs.
        guard runner.exitCode == nil else { return }
        showFailure(style.text.red("\(task) failed") + "\n" + failures.text(for: error))
    }

    /// The column, from 1, of a place in a text that is given in bytes.
    private func column(at offset: Int, in text: String) -> Int {
        let bytes = Array(text.utf8.prefix(offset))
        let line = bytes.lastIndex(of: 10).map { bytes[($0 + 1)...] } ?? bytes[...]
        return String(decoding: line, as: UTF8.self).count + 1
    }
}
