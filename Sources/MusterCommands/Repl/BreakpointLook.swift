internal import ArgumentParser
internal import LineEditor
internal import Lua
internal import REPL
internal import Scripting

/// Opens the prompt where a script that is run calls `muster.breakpoint()`.
struct BreakpointLook {
    let isColored: Bool
    /// Where the events of the run go; to the prompt while it is open.
    let relay: EventRelay
    let watch: RunWatch
    /// Ends the run.
    let stop: () -> Void

    /// Opens the prompt; comes back when the script is to go on, or was told to stop.
    func open(at breakpoint: Breakpoint) {
        let handler = relay.handler
        defer { relay.handler = handler }
        Terminal.flushOutput()
        let end = try? watch.pausing { () throws -> TerminalConversation.End in
            guard let terminal = try PromptSession.terminal() else {
                Terminal.writeError(
                    "muster: the terminal cannot show a prompt; the script goes on\n")
                return .endOfInput
            }
            let session = PromptSession(
                keys: .emacs, isColored: isColored, isTracing: false, place: breakpoint.location)
            return try session.run(try Interpreter(at: breakpoint), terminal, relay: relay)
        }
        if end != .endOfInput { stop() }
    }
}
