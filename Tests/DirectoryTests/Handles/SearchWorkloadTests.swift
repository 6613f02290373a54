import JSON
import Sessions
import Testing

/// Seeded filters, whole and broken, against a naive reading of the same language.
@Suite struct `Any filter` {
    private static let names = ["map", "rank", "minLevel", "a1"]
    private static let words = ["dust", "Casual", "micRequired", "it's", "x", ""]

    @Test(arguments: UInt64(1)...8)
    func `finds what a naive reading finds, or is refused by both (11.10)`(seed: UInt64) throws {
        let world = World()
        var random = SeededRandom(seed: seed)
        var sessions: [(name: String, subject: NaiveSearch.Subject)] = []
        for number in 0..<9 {
            let target = DirectoryTarget.target("quick", "s\(number)")
            let attributes = attributes(&random)
            try world.a.given(target, .searchable)
            try _ = world.a.givenHandle(.search(target, attributes))
            sessions.append(("s\(number)", NaiveSearch.Subject(attributes)))
        }
        var (accepted, refused) = (0, 0)
        for _ in 0..<150 {
            var filter = filter(&random)
            if random.next() % 3 == 0 { filter = broken(filter, &random) }
            guard !filter.allSatisfy({ $0 == " " }) else { continue }
            let answer = world.c.post(.handleQuery, .searchQuery(filter))
            if let naive = NaiveSearch(filter) {
                accepted += 1
                let expected = sessions.filter { naive.finds($0.subject) }.map(\.name)
                #expect(answer.status == 200, "seed \(seed): \(filter)")
                #expect(answer.listedNames == expected, "seed \(seed): \(filter)")
            } else {
                refused += 1
                #expect(answer.status == 400, "seed \(seed): \(filter)")
                #expect(answer.response.rule == "11.10.1")
            }
        }
        #expect(accepted > 50 && refused > 10)
    }

    @Test(arguments: UInt64(1)...8)
    func `made of random characters is refused and nothing else`(seed: UInt64) {
        let world = World()
        var random = SeededRandom(seed: seed)
        let characters = Array("()':/ -.59aegnqrtoldy\u{e9}\u{0}\u{1F600}\n,")
        for _ in 0..<100 {
            let filter = String((0..<random.next() % 40).map { _ in characters.pick(&random) })
            let answer = world.c.post(.handleQuery, .searchQuery(filter))
            #expect(answer.status == 400 || answer.status == 200, "seed \(seed): \(filter)")
        }
    }

    // MARK: Sessions

    private func attributes(_ random: inout SeededRandom) -> JSONValue {
        var (tags, strings, numbers): ([JSONValue], JSONObject, JSONObject) = ([], [:], [:])
        for tag in ["Dust", "casual", "MICREQUIRED", "x"] where random.next() % 2 == 0 {
            tags.append(.string(tag))
        }
        for name in Self.names {
            if random.next() % 2 == 0 { strings[name] = .string(Self.words.pick(&random)) }
            if random.next() % 2 == 0 {
                numbers[name.uppercased()] = [-1, 0, 0.5, 1, 2, 1e2].pick(&random)
            }
        }
        return ["tags": .array(tags), "strings": .object(strings), "numbers": .object(numbers)]
    }

    // MARK: Filters

    private func filter(_ random: inout SeededRandom) -> String {
        let left = conjunction(depth: 0, &random)
        guard random.next() % 3 == 0 else { return left }
        return left + blank(&random) + cased("or", &random) + blank(&random)
            + conjunction(depth: 0, &random)
    }

    private func conjunction(depth: Int, _ random: inout SeededRandom) -> String {
        (0...random.next() % 3).map { _ in term(depth: depth, &random) }
            .joined(separator: " \(cased("and", &random)) ")
    }

    private func term(depth: Int, _ random: inout SeededRandom) -> String {
        let op = cased(["eq", "eq", "ne", "gt", "ge", "lt", "le"].pick(&random), &random)
        let text =
            "'" + Self.words.pick(&random).split(separator: "'").joined(separator: "''") + "'"
        let lowered = random.next() % 2 == 0 ? text.lowercased() : text
        let name = cased(Self.names.pick(&random), &random)
        switch random.next() % (depth < 3 ? 6 : 5) {
        case 0:
            let path = cased(["strings/", "string/"].pick(&random), &random) + name
            return "\(path) \(op)\(blank(&random))\(lowered)"
        case 1:
            let path = cased("tolower", &random) + "(strings/\(name)\(blank(&random)))"
            return "\(path) \(op) \(lowered)"
        case 2:
            let number = ["0", "1", "-1", "0.5", "1.50", "100", "-0"].pick(&random)
            return cased(["numbers/", "number/"].pick(&random), &random) + "\(name) \(op) \(number)"
        case 3:
            let path = ["language", "session/registrationState"].pick(&random)
            return "\(cased(path, &random)) \(op) \(lowered)"
        case 4:
            let variable = ["d", "x1", "tolower", "or", "Tag"].pick(&random)
            let item = random.next() % 2 == 0 ? variable : "tolower(\(variable))"
            let list = cased(["tags", "tags", "achievementIds"].pick(&random), &random)
            let end = ["", "", " eq true", " EQ false"].pick(&random)
            return "\(list)/any(\(variable)\(blank(&random)):\(item) \(op) \(lowered))\(end)"
        default:
            return "(" + conjunction(depth: depth + 1, &random) + blank(&random) + ")"
        }
    }

    /// The filter with a piece taken out, doubled or replaced.
    private func broken(_ filter: String, _ random: inout SeededRandom) -> String {
        var pieces = filter.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        let place = Int(random.next() % UInt64(pieces.count))
        switch random.next() % 6 {
        case 0: pieces.remove(at: place)
        case 1: pieces.insert(pieces[place], at: place)
        case 2:
            pieces[place] = ["or", "and", "not", "5", "'x'", "(", ")", "numbers/q"].pick(&random)
        case 3: pieces.swapAt(place, 0)
        case 4: pieces[place] = String(pieces[place].dropLast())
        default:
            pieces[place] += ["'", ")", "(", ":", "/", ",", ".", " or language eq ''"].pick(&random)
        }
        return pieces.joined(separator: " ")
    }

    private func cased(_ word: String, _ random: inout SeededRandom) -> String {
        [word, word, word.uppercased(), word.lowercased()].pick(&random)
    }

    private func blank(_ random: inout SeededRandom) -> String {
        [" ", " ", "  ", "\t "].pick(&random)
    }
}

extension Array {
    fileprivate func pick(_ random: inout SeededRandom) -> Element {
        self[Int(random.next() % UInt64(count))]
    }
}
