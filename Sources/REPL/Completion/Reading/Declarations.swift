internal import LuaSyntax

/// The names that the text before the cursor declares or assigns to, and where each can be seen.
struct Declarations {
    /// One name.
    struct Declaration {
        let name: String
        /// The first token that sees it, and the first that does not.
        let start: Int
        var end = Int.max
        /// What opens the block that it belongs to; -1 for the whole text.
        let block: Int
        let source: Source
        /// Whether the name was there before.
        let isAssignment: Bool
    }

    /// Where a value comes from.
    enum Source: Equatable {
        /// One of the results of a list of expressions that begins at a token.
        case expressions(start: Int, position: Int)
        /// What the iterator of a loop gives.
        case loop(start: Int, position: Int)
        case counter
        /// A parameter of the function that begins at a token.
        case parameter(function: Int, position: Int)
        /// `self` in the method that begins at a token.
        case receiver(function: Int)
        case function(Int)
        case nothing
    }

    private(set) var all: [Declaration] = []
    private let window: TokenWindow
    private var blocks: [Int] = []
    /// The names of loops, to be declared where their blocks begin.
    private var loops: [Int: [(name: String, source: Source)]] = [:]

    /// Reads all tokens of a window, once.
    init(in window: TokenWindow) {
        self.window = window
        var index = 0
        while index < window.count { index = read(index) }
    }

    /// The declarations of a name that a token sees, the nearest first; they end with the one that
    /// declares it.
    func visible(_ name: String, at index: Int) -> [Declaration] {
        var found: [Declaration] = []
        for declaration in all.reversed()
        where declaration.name == name && declaration.start <= index && index < declaration.end {
            found.append(declaration)
            if !declaration.isAssignment { break }
        }
        return found
    }

    /// All names that a token sees, the nearest first, each once.
    func names(at index: Int) -> [String] {
        var seen: Set<String> = []
        return all.reversed().filter { $0.start <= index && index < $0.end }
            .map(\.name).filter { seen.insert($0).inserted }
    }

    /// Reads the statement part at a token; gives the next one to read.
    private mutating func read(_ index: Int) -> Int {
        let token = window.tokens[index]
        if token.closes { close(at: index) }
        if token.opens { blocks.append(index) }
        switch token.kind {
        case .keyword(.local): return readLocal(index + 1)
        case .keyword(.for): readFor(index + 1)
        case .keyword(.do):
            for name in loops[index] ?? [] { declare(name.name, from: index + 1, name.source) }
        case .keyword(.function): return readFunction(index)
        case .name: readAssignment(index)
        default: break
        }
        return index + 1
    }

    private mutating func close(at index: Int) {
        guard let opener = window.openers[index],
            let depth = blocks.lastIndex(of: opener)
        else { return }
        let closed = blocks[depth...]
        defer { blocks.removeSubrange(depth...) }
        // Names belong to blocks, not to brackets.
        guard !closed.allSatisfy(isBracket) else { return }
        // The condition of `repeat` sees the locals of its block.
        let end =
            window.isKeyword(index, .until) ? window.endOfExpression(from: index + 1) : index
        for position in all.indices
        where all[position].end == Int.max && closed.contains(all[position].block) {
            all[position].end = end
        }
    }

    private func isBracket(_ index: Int) -> Bool {
        window.isSymbol(index, .leftParenthesis, .leftBrace, .leftBracket)
    }

    /// The block that locals belong to; brackets are none.
    private var block: Int {
        blocks.last { !isBracket($0) } ?? -1
    }

    private mutating func declare(
        _ name: String, from start: Int, _ source: Source, isAssignment: Bool = false,
        block: Int? = nil
    ) {
        all.append(
            Declaration(
                name: name, start: start, block: block ?? self.block, source: source,
                isAssignment: isAssignment))
    }

    private mutating func readLocal(_ index: Int) -> Int {
        if window.isKeyword(index, .function) {
            if window.isName(index + 1) {
                declare(window.text(index + 1), from: index + 2, .function(index))
            }
            return index
        }
        let (names, next) = names(from: index)
        guard window.isSymbol(next, .assign) else {
            for name in names { declare(name, from: next, .nothing) }
            return max(next, index)
        }
        // They are seen after the expressions, which read the names that were there before.
        let end = window.endOfExpressions(from: next + 1)
        for (position, name) in names.enumerated() {
            declare(name, from: end, .expressions(start: next + 1, position: position))
        }
        return next + 1
    }

    private mutating func readFor(_ index: Int) {
        let (names, next) = names(from: index)
        guard window.isSymbol(next, .assign) || window.isKeyword(next, .in) else { return }
        let end = window.endOfExpressions(from: next + 1)
        guard window.isKeyword(end, .do) else { return }
        loops[end] = names.enumerated().map { position, name in
            let isCounter = window.isSymbol(next, .assign)
            return (name, isCounter ? .counter : .loop(start: next + 1, position: position))
        }
    }

    private mutating func readFunction(_ index: Int) -> Int {
        var at = index + 1
        var isMethod = false
        while window.isName(at) || window.isSymbol(at, .dot, .colon) {
            isMethod = isMethod || window.isSymbol(at, .colon)
            at += 1
        }
        // The name of a global function, which is seen from its own body on.
        if at == index + 2, !window.isKeyword(index - 1, .local) {
            declare(
                window.text(index + 1), from: at, .function(index), isAssignment: true, block: -1)
        }
        guard window.isSymbol(at, .leftParenthesis), let end = window.closers[at] else {
            return max(at, index + 1)
        }
        if isMethod { declare("self", from: end + 1, .receiver(function: index)) }
        let parameters = (at + 1..<end).filter(window.isName)
        for (position, name) in parameters.enumerated() {
            declare(
                window.text(name), from: end + 1, .parameter(function: index, position: position))
        }
        return end + 1
    }

    /// `a = …` and `a, b = …`, where a statement can begin.
    private mutating func readAssignment(_ index: Int) {
        guard blocks.last.map(isBracket) != true, !window.isSymbol(index - 1, .dot, .colon, .comma),
            !window.isKeyword(index - 1, .for)
        else { return }
        let (names, next) = names(from: index)
        guard window.isSymbol(next, .assign) else { return }
        let end = window.endOfExpressions(from: next + 1)
        for (position, name) in names.enumerated() {
            let owner = visible(name, at: index).last { !$0.isAssignment }
            declare(
                name, from: end, .expressions(start: next + 1, position: position),
                isAssignment: true, block: owner?.block ?? -1)
        }
    }

    /// Names with commas between them, with attributes, and what follows.
    private func names(from start: Int) -> ([String], Int) {
        var names: [String] = []
        var at = start
        while window.isName(at) {
            names.append(window.text(at))
            at += 1
            if window.isSymbol(at, .less), window.isSymbol(at + 2, .greater) { at += 3 }
            guard window.isSymbol(at, .comma) else { break }
            at += 1
        }
        return (names, at)
    }
}
