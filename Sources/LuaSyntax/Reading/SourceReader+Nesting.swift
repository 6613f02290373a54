extension SourceReader {
    /// How many blocks, brackets, parentheses and braces are open at the end of the text.
    ///
    /// Counts in text that is wrong too; what closes nothing is passed over.
    public var depth: Int { openLines.count }

    /// How many steps the next line is indented: one for every line that leaves something open.
    ///
    /// Two brackets that one line opens together are closed together, mostly, and make one step.
    public var indentationDepth: Int { Set(openLines).count }

    /// The line of everything that is open at the end, outermost first.
    private var openLines: [Int] {
        var open: [Int] = []
        for line in lines.indices {
            for token in lines[line].tokens where !token.isContinuation {
                if token.closes { _ = open.popLast() }
                if token.opens { open.append(line) }
            }
        }
        return open
    }

    /// The offset at which each token ends that the grammar knows of, in order.
    ///
    /// A chunk that the compiler refuses is whole up to one of these and wrong from the next one
    /// on, so that a search among them finds the column of a syntax error. Of a token of several
    /// lines the last part counts.
    public var tokenPrefixes: [Int] {
        var ends: [Int] = []
        for token in tokens where !token.isComment {
            if token.isContinuation { ends.removeLast() }
            ends.append(token.range.upperBound)
        }
        return ends
    }
}

extension Token {
    /// Whether it begins a block or a bracket; `else` ends one and begins another.
    ///
    /// `while` and `for` have theirs begin with `do`, `if` with `then`.
    public var opens: Bool {
        switch kind {
        case .keyword(.do), .keyword(.then), .keyword(.else), .keyword(.repeat),
            .keyword(.function), .symbol(.leftParenthesis), .symbol(.leftBrace),
            .symbol(.leftBracket):
            true
        default: false
        }
    }

    /// Whether it ends a block or a bracket.
    public var closes: Bool {
        switch kind {
        case .keyword(.end), .keyword(.else), .keyword(.elseif), .keyword(.until),
            .symbol(.rightParenthesis), .symbol(.rightBrace), .symbol(.rightBracket):
            true
        default: false
        }
    }
}
