public import LineEditor
internal import Lua
public import LuaSyntax
public import Scripting

/// Says what can stand at a place of a text that is being typed: by the declarations, by the text
/// itself, and by what variables hold at this moment.
///
/// No code is run. It looks back 400 lines at most, so that the length of a text costs nothing.
public struct CompletionEngine {
    let reference: ScriptReference

    /// Answers from a reference.
    public init(reference: ScriptReference = .current) { self.reference = reference }

    /// What can take the place of the word before the cursor; nil when there is nothing to say,
    /// as in a comment.
    ///
    /// - Parameters:
    ///   - reader: the text.
    ///   - cursor: how many characters stand before the cursor.
    ///   - scope: what variables stand for.
    public func completions(
        in reader: SourceReader, cursor: Int, scope: any LiveScope
    ) -> Completions? {
        let offset = reader.offset(ofCharacter: cursor)
        let place = CompletionPlace(in: reader, cursor: offset, reference, scope)
        guard let found = place.candidates() else { return nil }
        let candidates = Ranking(prefix: found.prefix).sorted(found.candidates)
        guard !candidates.isEmpty else { return nil }
        return Completions(
            range: reader.character(atOffset: found.start)..<cursor, candidates: candidates)
    }

    /// The parameters of the call that is being typed, the current one between `«` and `»`, or the
    /// field of the table that is being typed; nil outside of both.
    ///
    /// - Parameters:
    ///   - reader: the text.
    ///   - cursor: how many characters stand before the cursor.
    ///   - scope: what variables stand for.
    public func hint(in reader: SourceReader, cursor: Int, scope: any LiveScope) -> String? {
        let offset = reader.offset(ofCharacter: cursor)
        return ParameterHint(in: reader, cursor: offset, reference, scope).text
    }

    /// What the reference has about an expression such as `lobby:write`, by its type first and then
    /// by its name; empty when it has nothing.
    public func matches(
        for expression: String, scope: any LiveScope
    ) -> [ScriptReference.Match] {
        let typed = typedMatches(for: expression, scope)
        return typed.isEmpty ? reference.matches(for: expression) : typed
    }

    private func typedMatches(
        for expression: String, _ scope: any LiveScope
    ) -> [ScriptReference.Match] {
        let reader = SourceReader(expression + " ")
        let window = TokenWindow(reader, cursor: reader.bytes.count)
        guard window.count > 0, window.startOfOperand(endingAt: window.count - 1) == 0 else {
            return []
        }
        let inference = Inference(window, reference, scope)
        guard let known = inference.operand(endingAt: window.count - 1) else { return [] }
        if let entry = known.entry { return [.entry(entry)] }
        guard let type = known.type?.present, case .object(let name) = type,
            let group = reference.group(named: name)
        else { return [] }
        return [.group(group)]
    }
}
