import Foundation
import LineEditor

// Reads statements at a prompt, for tests that need a process of its own. Its first word says what a
// statement does:
//
//   call          waits for SIGINT, with the terminal as it was
//   busy [KEYS]   computes between two polls until SIGINT, which a watchdog allows when so many are typed
//   overflow      overflows the stack between two polls
//   flood LINES   has another thread print lines, ten in a millisecond
//   above TEXT    shows lines above the prompt, which `,` separates
//   color         says whether colours are wanted
//   count         says how many lines the statement has
//
// Any other is printed. Options: --vi, --history FOLDER, --default-interrupts.

let options = CommandLine.arguments.dropFirst()
let environment = ProcessInfo.processInfo.environment

var hooks = EditorHooks()
// What is asked for every line of a text must not read all of it.
hooks.isComplete = { !$0.hasSuffix("(") && ($0.hasSuffix("end") || !$0.hasPrefix("count begin")) }
hooks.isSecret = { $0.contains("secret") }
hooks.completions = { text, cursor in
    let names = ["print", "private", "process", "prompt"]
    let space = text.lastIndex(of: " ")
    let start = space.map { text.distance(from: text.startIndex, to: $0) + 1 } ?? 0
    let typed = text.dropFirst(start)
    let all = names.filter { $0.hasPrefix(typed) }
    return Completions(
        range: start..<cursor, candidates: all.map { .init($0, detail: "is \($0)") })
}
hooks.hint = { text, _ in
    guard text.hasSuffix("print(") else { return nil }
    let value = StyledText("value", Style(isBold: true))
    return [StyledText("print(", .dim), value, StyledText(")", .dim)]
}
hooks.highlight = { text in
    text.enumerated().filter { $0.element.isNumber }.map {
        StyledSpan($0.offset..<($0.offset + 1), Style(color: .red))
    }
}

let program = PromptProgram(
    hooks: hooks, usesVi: options.contains("--vi"),
    handlesInterrupts: !options.contains("--default-interrupts"),
    historyFolder: options.firstIndex(of: "--history").map { options[$0 + 1] })
if let terminal = try Terminal(environment: environment) {
    try program.run(in: terminal)
} else {
    try program.runPlainly()
}
