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
    /// The variable by which it hands over what it declares; nil when it does not.
    let handover: String?

    /// Lua allows a function 200 local variables, of which the handover is one.
    private static let usesLimit = 199

    /// Puts an expression or a statement in its place.
    ///
    /// - Parameters:
    ///   - body: the text, with `return` in front of an expression.
    ///   - line: the number of its first line.
    ///   - kept: which of its own local variables are to live on.
    init(
        _ body: Substring, _ outline: ChunkOutline, of variables: PromptVariables, line: Int,
        keeping kept: [String] = []
    ) {
        let used = variables.names.filter { outline.names.contains($0) }
            .prefix(Self.usesLimit)
        uses = Array(used)
        var handover = "_KEPT"
        while outline.names.contains(handover) { handover += "_" }
        self.handover = kept.isEmpty ? nil : handover
        let names = (uses + [handover]).joined(separator: ",")
        let opening =
            String(repeating: "\n", count: line - 1) + "local \(names) return function(...) "
        guard !kept.isEmpty else {
            text = opening + body + "\nend"
            return
        }
        let handing = "\(handover)=function()return \(kept.joined(separator: ",")) end "
        guard let end = outline.finalReturn else {
            text = opening + body + "\n" + handing + "end"
            return
        }
        let place = body.utf8.index(body.utf8.startIndex, offsetBy: end)
        text = opening + body[..<place] + handing + body[place...] + "\nend"
    }
}
