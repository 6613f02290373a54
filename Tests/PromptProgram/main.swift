import Foundation
import LineEditor

// A program that reads statements, for tests of a prompt in a terminal.
let terminal = try Terminal(environment: ProcessInfo.processInfo.environment)
if let terminal {
    let prompt = Prompt(
        terminal: terminal, editor: Editor(), hooks: EditorHooks(), text: [StyledText("> ")],
        continuationText: [StyledText(". ")])
    reading: while let outcome = try prompt.poll() {
        switch outcome {
        case .accepted(let text): prompt.output.print("read \(text)\n")
        case .endOfInput: break reading
        default: prompt.output.print("\(outcome)\n")
        }
    }
}
