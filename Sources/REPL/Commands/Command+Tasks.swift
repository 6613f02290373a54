internal import Lua
internal import Scripting

extension Command {
    /// Commands about what goes on besides.
    static let tasks: [Command] = [jobs, cancel]

    private static let jobs = Command(
        "jobs", doc: "Lists the tasks that go on, with what each waits for."
    ) { conversation, _ in
        let rows = conversation.runner.tasks.map { task in
            [
                task.isScript ? "script" : "\(task.id)", task.status, task.waitsFor ?? "",
                (task.since ?? task.spawnedAt)?.description ?? "",
            ]
        }
        conversation.show(
            rows, headings: ["task", "status", "waits for", "at"], none: "no tasks go on")
        return .done
    }

    private static let cancel = Command(
        "cancel", "TASK|all", doc: "Ends a task of .jobs.", argument: .words(["all"])
    ) { conversation, line throws(CommandError) in
        let runner = conversation.runner
        if line.argument == "all" {
            for task in runner.tasks where !task.isScript { _ = runner.cancelTask(task.id) }
            return .done
        }
        guard let id = Int(line.argument) else {
            throw CommandError("the number of a task is needed; .jobs lists them")
        }
        guard runner.cancelTask(id) else {
            throw CommandError("there is no task \(id); .jobs lists them")
        }
        return .done
    }
}
