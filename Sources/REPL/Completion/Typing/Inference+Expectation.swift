internal import Lua
internal import LuaSyntax
internal import Scripting

/// What a place in the text asks for.
struct Expectation {
    /// The type that fits.
    let type: LuaType
    /// The name of the parameter or field.
    let name: String
    /// What has the parameter, or the field that is compared or set.
    var entry: ReferenceEntry?
}

/// The call around a place.
struct CallPlace {
    let callee: Known
    /// How the text calls it.
    let text: String
    /// Which argument the place is in, from 1.
    let position: Int
    /// The token with which the arguments begin.
    let opener: Int
}

extension Inference {
    /// What is asked for where the value begins that stands, or will stand, at a token.
    func expectation(at index: Int, depth: Int = 0) -> Expectation? {
        guard depth < Self.maximumDepth else { return nil }
        let isDirect = window.isString(index) || window.isSymbol(index, .leftBrace)
        if isDirect, window.endsOperand(index - 1) {
            return call(endingAt: index - 1, position: 1, opener: index, depth: depth)
                .flatMap { expectation(in: $0, depth: depth) }
        }
        if window.isSymbol(index - 1, .equal, .notEqual) || window.isSymbol(index - 1, .assign),
            let expected = comparison(before: index - 1, depth: depth)
        {
            return expected
        }
        guard let bracket = window.bracket(around: index) else { return nil }
        if window.isSymbol(bracket, .leftParenthesis) {
            guard window.isSymbol(index - 1, .leftParenthesis, .comma),
                let place = call(around: index, bracket: bracket, depth: depth)
            else { return nil }
            return expectation(in: place, depth: depth)
        }
        guard window.isSymbol(bracket, .leftBrace) else { return nil }
        return field(at: index, of: bracket, depth: depth)
    }

    /// The call whose arguments are open around a place, through tables that are its arguments.
    func call(around index: Int, depth: Int = 0) -> CallPlace? {
        var at = index
        var steps = 0
        while let bracket = window.bracket(around: at), steps < Self.maximumDepth {
            if window.isSymbol(bracket, .leftParenthesis),
                let place = call(around: at, bracket: bracket, depth: depth)
            {
                return place
            }
            if window.isSymbol(bracket, .leftBrace), window.endsOperand(bracket - 1) {
                return call(endingAt: bracket - 1, position: 1, opener: bracket, depth: depth)
            }
            at = bracket
            steps += 1
        }
        return nil
    }

    private func call(around index: Int, bracket: Int, depth: Int) -> CallPlace? {
        guard window.endsOperand(bracket - 1) else { return nil }
        var position = 1
        var at = bracket + 1
        while at < index {
            if window.isSymbol(at, .comma) { position += 1 }
            at = window.tokens[at].opens ? (window.closers[at] ?? index) + 1 : at + 1
        }
        return call(endingAt: bracket - 1, position: position, opener: bracket, depth: depth)
    }

    private func call(endingAt end: Int, position: Int, opener: Int, depth: Int) -> CallPlace? {
        guard let start = window.startOfOperand(endingAt: end),
            // The parameters of a function that is being written.
            !window.isKeyword(start - 1, .function)
        else { return nil }
        let callee = operand(at: start, limit: end + 1, depth: depth + 1).first
        let range = window.tokens[start].range.lowerBound..<window.tokens[end].range.upperBound
        let text = String(decoding: window.reader.bytes[range], as: UTF8.self)
        // A method that is called with a point gets its object first.
        let isShifted = callee.entry?.kind == .method && window.isSymbol(end - 1, .dot)
        return CallPlace(
            callee: callee, text: text, position: isShifted ? position - 1 : position,
            opener: opener)
    }

    private func expectation(in place: CallPlace, depth: Int) -> Expectation? {
        if place.callee.path == [.name("pcall")], place.position > 1,
            window.isSymbol(place.opener, .leftParenthesis)
        {
            let callee = expression(at: place.opener + 1, depth + 1).first
            let isShifted = callee.entry?.kind == .method
            guard let entry = callee.entry else { return nil }
            return expectation(of: entry, at: place.position - (isShifted ? 2 : 1))
        }
        if let entry = place.callee.entry, entry.kind != .field {
            return expectation(of: entry, at: place.position)
        }
        guard let parameters = place.callee.type?.callback?.parameters,
            parameters.indices.contains(place.position - 1)
        else { return nil }
        let parameter = parameters[place.position - 1]
        return Expectation(type: parameter.type, name: parameter.name)
    }

    private func expectation(of entry: ReferenceEntry, at position: Int) -> Expectation? {
        guard position > 0 else { return nil }
        let parameters = entry.parameters(at: position)
        guard let first = parameters.first else { return nil }
        let types = parameters.map(\.type)
        return Expectation(
            type: types.count == 1 ? first.type : .either(types), name: first.name, entry: entry)
    }

    /// What a value is compared with or set to.
    private func comparison(before index: Int, depth: Int) -> Expectation? {
        let bracket = window.bracket(around: index)
        let isField =
            window.isSymbol(index, .assign)
            && bracket.map { window.isSymbol($0, .leftBrace) } == true
        guard !isField, let known = operand(endingAt: index - 1, depth: depth),
            let type = known.type
        else { return nil }
        let name = window.isName(index - 1) ? window.text(index - 1) : ""
        return Expectation(type: type, name: known.entry?.name ?? name, entry: known.entry)
    }

    /// What a field of a table constructor asks for.
    private func field(at index: Int, of bracket: Int, depth: Int) -> Expectation? {
        guard let table = expectation(at: bracket, depth: depth + 1) else { return nil }
        let type = table.type.present
        if window.isSymbol(index - 1, .assign), window.isName(index - 2) {
            let name = window.text(index - 2)
            return record(type, of: table).first { $0.name == name }
                .flatMap { entry in
                    entry.types.first.map { Expectation(type: $0, name: name, entry: entry) }
                } ?? mapValue(of: type, name)
        }
        if window.isSymbol(index - 1, .assign) { return mapValue(of: type, table.name) }
        guard window.isSymbol(index - 1, .leftBrace, .comma, .semicolon),
            let element = element(ofList: type)
        else { return nil }
        return Expectation(type: element, name: table.name, entry: table.entry)
    }

    /// The fields that a table for a place may have.
    func record(_ type: LuaType, of expectation: Expectation) -> [ReferenceEntry] {
        var seen: Set<String> = []
        var entries: [ReferenceEntry] = []
        for type in type.alternatives {
            switch type {
            case .record: entries += reference.members(of: type)
            case .object(let name), .named(let name, _, _):
                guard reference.group(named: name)?.kind == .table else { continue }
                entries += reference.members(of: type)
            default: continue
            }
        }
        return entries.filter { seen.insert($0.name).inserted }
    }

    private func mapValue(of type: LuaType, _ name: String) -> Expectation? {
        for case .map(_, let value) in type.alternatives {
            return Expectation(type: value, name: name)
        }
        return nil
    }

    private func element(ofList type: LuaType) -> LuaType? {
        for case .list(let element) in type.alternatives { return element }
        return nil
    }
}
