import Foundation
import LineEditor
import Synchronization

/// What the program does with the statements that it reads.
struct PromptProgram {
    let hooks: EditorHooks
    let usesVi: Bool
    let handlesInterrupts: Bool
    let historyFolder: String?

    /// Reads lines where no terminal can be drawn on.
    func runPlainly() throws {
        var prompt = PlainPrompt(hooks: hooks, text: "plain> ", continuationText: "plain. ")
        while let text = try prompt.read() { print("read \(text)") }
    }

    func run(in terminal: Terminal) throws {
        var kept = historyFolder.map { KeptHistory(in: $0, path: "state/history", limit: 100) }
        let history = kept?.load() ?? History()
        let prompt = Prompt(
            terminal: terminal, editor: Editor(mode: usesVi ? .viInsert : .emacs, history: history),
            hooks: hooks, text: [StyledText("> ", Style(color: .green))],
            continuationText: [StyledText(". ")])
        if handlesInterrupts { Interrupts.handle() }
        reading: while let outcome = try prompt.poll() {
            kept?.synchronize(&prompt.editor.history)
            if let problem = kept?.takeProblem() {
                prompt.output.print("note: \(problem.reason)\n")
            }
            switch outcome {
            case .accepted(let text): try run(text, at: prompt, hasColors: terminal.hasColors)
            case .endOfInput: break reading
            case .openEditor: try edit(prompt)
            default: prompt.output.print("\(outcome)\n")
            }
        }
        print("bye")
    }

    private func run(_ text: String, at prompt: Prompt, hasColors: Bool) throws {
        let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        switch words.first {
        case "call":
            let before = Interrupts.count.load(ordering: .relaxed)
            print("calling")
            fflush(nil)
            Interrupts.wait(after: before)
            print("interrupted")
            fflush(nil)
        case "busy": try busy(for: Int(words.last ?? "") ?? 0, at: prompt)
        case "overflow":
            _ = try prompt.poll(for: .zero)
            prompt.output.print("\(depth(from: 1))")
        case "flood": flood(Int(words[1]) ?? 0, at: prompt)
        case "above":
            prompt.above = words.dropFirst().joined(separator: " ").split(separator: ",").map {
                [StyledText(String($0))]
            }
        case "color": prompt.output.print("colors: \(hasColors)\n")
        case "count": prompt.output.print("\(text.utf8.filter { $0 == 0x0A }.count + 1) lines\n")
        default: prompt.output.print("read \(text.replacing("\n", with: "|"))\n")
        }
    }

    /// Computes while the next statement may be typed, until somebody interrupts it.
    private func busy(for keys: Int, at prompt: Prompt) throws {
        _ = try prompt.poll(for: .zero)
        // Says that what is typed from now on is read by nobody.
        FileHandle.standardOutput.write(Data([7]))
        let before = Interrupts.count.load(ordering: .relaxed)
        let interrupts = prompt.interrupts
        Thread {
            // The watchdog: here it waits for keys that nobody reads, not for a time.
            var waiting: Int32 = 0
            while waiting < keys { _ = ioctl(0, UInt(FIONREAD), &waiting) }
            while !interrupts.allow() {}
        }.start()
        while Interrupts.count.load(ordering: .relaxed) == before {}
        prompt.output.print("interrupted\n")
    }

    /// Has another thread print ten lines in a millisecond.
    private func flood(_ count: Int, at prompt: Prompt) {
        let output = prompt.output
        Thread {
            for number in 1...count {
                output.print("line \(number) of a flood\n")
                if number % 10 == 0 { _ = poll(nil, 0, 1) }
            }
            output.print("over\n")
        }.start()
    }

    /// Never comes back: every call needs a place on the stack.
    private func depth(from number: Int) -> Int {
        number == 0 ? 0 : 1 + depth(from: number + 1) % 7
    }

    /// Runs another program in the terminal, and takes what it printed as the text.
    private func edit(_ prompt: Prompt) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", "echo editing"]
        try process.run()
        process.waitUntilExit()
        prompt.editor.begin(with: "edited")
    }
}

/// Counts SIGINT as the owner of a prompt does that stops its calls by it.
enum Interrupts {
    static let count = Atomic(0)

    static func handle() {
        // Made here, not by the handler.
        _ = count.load(ordering: .relaxed)
        signal(SIGINT) { _ in Interrupts.count.add(1, ordering: .relaxed) }
    }

    /// Waits until there are more.
    static func wait(after before: Int) {
        while count.load(ordering: .relaxed) == before { _ = poll(nil, 0, 20) }
    }
}
