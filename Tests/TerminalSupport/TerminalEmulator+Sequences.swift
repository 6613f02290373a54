extension TerminalEmulator {
    /// Takes an escape sequence; false if it has not come whole.
    mutating func takeSequence(_ input: inout ArraySlice<UInt8>) -> Bool {
        guard input.count > 1 else { return false }
        let kind = input[input.startIndex + 1]
        let start = input.startIndex + 2
        switch kind {
        case 0x5B:
            guard let end = input[start...].firstIndex(where: { (0x40...0x7E).contains($0) })
            else { return false }
            let parameters = String(decoding: input[start..<end], as: UTF8.self)
            let final = Character(UnicodeScalar(input[end]))
            input = input[(end + 1)...]
            run(parameters, final)
        case 0x5D, 0x50, 0x5F, 0x5E:
            // A string for the terminal, such as its title.
            guard let end = input[start...].firstIndex(where: { $0 == 0x07 || $0 == 0x1B }) else {
                return false
            }
            guard input[end] == 0x07 || end + 1 < input.endIndex else { return false }
            unknown.append("ESC " + String(decoding: input[(start - 1)..<end], as: UTF8.self))
            input = input[(input[end] == 0x07 ? end + 1 : end + 2)...]
        case 0x37:
            saved = (row, column)
            input = input[start...]
        case 0x38:
            (row, column, isWrapPending) = (saved.row, saved.column, false)
            input = input[start...]
        default:
            unknown.append("ESC " + String(UnicodeScalar(kind)))
            input = input[start...]
        }
        return true
    }

    private mutating func run(_ parameters: String, _ final: Character) {
        let count = max(Int(parameters) ?? 1, 1)
        let numbers = parameters.split(separator: ";", omittingEmptySubsequences: false).map {
            Int($0) ?? 0
        }
        if !"mhl".contains(final) { isWrapPending = false }
        switch final {
        case "A": row = max(row - count, 0)
        case "B": row = min(row + count, height - 1)
        case "C": column = min(column + count, width - 1)
        case "D": column = max(column - count, 0)
        case "G": column = min(count, width) - 1
        case "H" where numbers.count <= 2:
            row = min(max(numbers.first ?? 1, 1), height) - 1
            column = min(max(numbers.count > 1 ? numbers[1] : 1, 1), width) - 1
        case "K" where numbers.count <= 1: eraseLine(numbers.first ?? 0)
        case "J" where numbers.count <= 1: eraseScreen(numbers.first ?? 0)
        case "m": choose(parameters, numbers)
        case "h", "l": set(parameters, final == "h")
        default: unknown.append("ESC [ \(parameters)\(final)")
        }
    }

    private mutating func eraseLine(_ part: Int) {
        switch part {
        case 0: blank(column..<width)
        case 1: blank(0..<(column + 1))
        case 2: blank(0..<width)
        default: unknown.append("ESC [ \(part)K")
        }
        if part != 1 { continued.remove(row) }
    }

    private mutating func blank(_ places: Range<Int>) {
        if rows[row][places.lowerBound].text.isEmpty, places.lowerBound > 0 {
            rows[row][places.lowerBound - 1] = Cell()
        }
        if places.upperBound < width, rows[row][places.upperBound].text.isEmpty {
            rows[row][places.upperBound] = Cell()
        }
        for place in places { rows[row][place] = Cell() }
    }

    private mutating func eraseScreen(_ part: Int) {
        switch part {
        case 0:
            blank(column..<width)
            for below in row..<height {
                if below > row { rows[below] = blankRow }
                continued.remove(below)
            }
        case 2:
            rows = Array(repeating: blankRow, count: height)
            continued = []
        case 3: scrolledOut = []
        default: unknown.append("ESC [ \(part)J")
        }
    }

    /// Keeps the codes of a look; those that no terminal has in common are unknown.
    private mutating func choose(_ parameters: String, _ numbers: [Int]) {
        guard parameters.allSatisfy({ $0.isNumber || $0 == ";" }) else {
            return unknown.append("ESC [ \(parameters)m")
        }
        var codes = style.isEmpty ? [] : style.split(separator: ";").compactMap { Int($0) }
        for code in numbers {
            switch code {
            case 0: codes = []
            case 1...4, 7, 30...37, 40...47, 90...97, 100...107: codes.append(code)
            case 22: codes.removeAll { $0 == 1 || $0 == 2 }
            case 23: codes.removeAll { $0 == 3 }
            case 24: codes.removeAll { $0 == 4 }
            case 27: codes.removeAll { $0 == 7 }
            case 39: codes.removeAll { (30...37).contains($0) || (90...97).contains($0) }
            case 49: codes.removeAll { (40...47).contains($0) || (100...107).contains($0) }
            default: return unknown.append("ESC [ \(parameters)m")
            }
        }
        style = codes.map(String.init).joined(separator: ";")
    }

    private mutating func set(_ parameters: String, _ isOn: Bool) {
        switch parameters {
        case "?25": modes.showsCursor = isOn
        case "?2004": modes.marksPastes = isOn
        case "?2026": modes.isSynchronized = isOn
        case "?1049" where isOn != modes.isAlternate:
            modes.isAlternate = isOn
            if isOn {
                behind = (rows, row, column)
                rows = Array(repeating: blankRow, count: height)
            } else if let behind {
                (rows, row, column) = (behind.rows, behind.row, behind.column)
                self.behind = nil
            }
        case "?1049": break
        default: unknown.append("ESC [ \(parameters)\(isOn ? "h" : "l")")
        }
    }
}
