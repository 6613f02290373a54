internal import Lua
internal import LuaSyntax

/// A statement with what stands around it so that its local variables live on.
///
/// ```
/// local lobby,_KEPT return function(...) local seat = omar:join(lobby)
/// _KEPT=function()return seat end end
/// ```
///
/// The first line lets the statement use `lobby`, whose variable takes the place of the one declared
/// there. The last hands over the variables that it leaves behind, in a function that uses them.
struct ComposedChunk {
    /// The text to load; the lines of the statement count as its own.
    let text: String
    /// The variables of the prompt that it uses.
    let uses: [String]
    /// Whether it hands over what it declares.
    let keeps: Bool

    /// The name under which a statement hands over its variables.
    static let handover = "_KEPT"
    /// Lua allows a function 200 local variables.
    static let variablesLimit = 180

    /// Puts an expression or a statement in its place.
    ///
    /// - Parameters:
    ///   - body: the text, with `return` in front of an expression.
    ///   - line: the number of its first line.
    ///   - keeps: whether its own local variables are to live on.
    init(
        _ body: Substring, _ outline: ChunkOutline, of variables: PromptVariables, line: Int,
        keeps: Bool
    ) {
        let used = variables.names.filter { outline.names.contains($0) }
            .prefix(Self.variablesLimit)
        uses = Array(used)
        self.keeps = keeps && !outline.locals.isEmpty
        let names = (uses + [Self.handover]).joined(separator: ",")
        let opening =
            String(repeating: "\n", count: line - 1) + "local \(names) return function(...) "
        guard self.keeps else {
            text = opening + body + "\nend"
            return
        }
        let kept = outline.locals.prefix(Self.variablesLimit).joined(separator: ",")
        let handing = "\(Self.handover)=function()return \(kept) end "
        guard let end = outline.finalReturn else {
            text = opening + body + "\n" + handing + "end"
            return
        }
        let place = body.utf8.index(body.utf8.startIndex, offsetBy: end)
        text = opening + body[..<place] + handing + body[place...] + "\nend"
    }
}
