import Testing

@Suite struct `Pure targets` {
    private let files = Repository.swiftFiles.filter { file in
        ["JSON", "Sessions", "Directory"].contains { file.path.hasPrefix("Sources/\($0)/") }
    }

    @Test func `import nothing that reads the world`() {
        let ours = ["JSON", "Sessions", "Directory"]
        let findings = files.flatMap { file in
            file.findings(of: ["import"], "an import that is not pure").filter { finding in
                let words = file.code[finding.line - 1].split(separator: " ")
                return !ours.contains { words.last == $0[...] }
            }
        }
        #expect(!files.isEmpty)
        #expect(findings == [])
    }

    @Test func `name no clock, no task and no randomness of their own`() {
        let world = [
            "Date", "DispatchQueue", "ProcessInfo", "ContinuousClock", "SuspendingClock", "Task",
            "UUID", "SystemRandomNumberGenerator",
        ]
        let random = ["random", "randomElement", "shuffle", "shuffled"]
        let findings = files.flatMap { file in
            file.findings(of: world, "reads the world")
                + file.findings(
                    of: random, matching: Regex(/\.(random|randomElement|shuffled?)\s*\(/),
                    "unseeded randomness"
                ).filter { !file.code[$0.line - 1].contains("using:") }
        }
        #expect(findings == [])
    }
}

@Suite struct `Sources` {
    private let files = Repository.swiftFiles.filter { $0.path.hasPrefix("Sources/") }

    @Test func `never import the whole of Foundation`() {
        let findings = files.flatMap {
            $0.findings(of: ["Foundation"], matching: Regex(/\bimport\b/), "Foundation")
        }
        #expect(findings == [])
    }

    @Test func `end the process only in ExitStatus.swift`() {
        let elsewhere = files.filter { $0.path != "Sources/MusterCommands/ExitStatus.swift" }
        let findings = elsewhere.flatMap {
            $0.findings(
                of: ["exit", "_exit", "_Exit", "quick_exit", "abort"],
                matching: Regex(/(^|[^.\w])(_?exit|_Exit|quick_exit|abort)\s*\(/),
                "ends the process")
        }
        #expect(elsewhere.count == files.count - 1)
        #expect(findings == [])
    }

    /// A file of extensions or functions alone, or a facet (`Type+Facet.swift`), has its own name.
    @Test func `that declare types are named for one of them`() {
        let findings = files.filter { file in
            !file.name.contains("+") && !file.types.isEmpty && !file.types.contains(file.name)
        }.map { Finding(path: $0.path, line: 1, what: "declares no \($0.name)") }
        #expect(findings == [])
    }
}

@Suite struct `Swift files` {
    private let files = Repository.swiftFiles

    @Test func `have 500 lines at most`() {
        let findings = files.filter { $0.code.count > 501 }
            .map { Finding(path: $0.path, line: 501, what: "\($0.code.count - 1) lines") }
        #expect(!files.isEmpty)
        #expect(findings == [])
    }

    @Test func `have functions of 70 lines at most`() {
        let findings = files.flatMap { file in
            FunctionLengths(file).all.filter { $0.count > 70 }.map {
                Finding(path: file.path, line: $0.line, what: "a function of \($0.count) lines")
            }
        }
        #expect(findings == [])
    }

    @Test func `explain what the compiler cannot prove`() {
        let claims = /@unchecked\s+Sendable|nonisolated\(unsafe\)|\btry!|\bas!/
        let findings = files.flatMap { file in
            file.findings(
                of: ["unchecked", "unsafe", "try", "as"], matching: Regex(claims),
                "no comment says why it cannot fail"
            ).filter { !file.isExplained(at: $0.line - 1) }
        }
        #expect(findings == [])
    }

    @Test func `leave nothing to do without the number of an issue`() {
        let findings = files.flatMap { file in
            file.comments(with: ["TODO", "FIXME", "XXX", "HACK"])
                .filter { !$0.text.contains(/#\d+/) }
                .map { Finding(path: file.path, line: $0.line, what: "no issue number") }
        }
        #expect(findings == [])
    }

    /// `MembersInfo` is the protocol's own name, `membersInfo`.
    @Test func `declare no type with a name that says nothing`() {
        let endings = ["Manager", "Helper", "Utils", "Base", "Impl", "Info"]
        let findings = files.flatMap { file in
            file.findings(
                of: ["struct", "enum", "class", "actor", "protocol"],
                matching: Regex(/\b(struct|enum|class|actor|protocol)\s+\w/), ""
            ).compactMap { finding -> Finding? in
                let words = file.code[finding.line - 1].split { !$0.isLetter && !$0.isNumber }
                let said = words.first { word in
                    word != "MembersInfo" && endings.contains { word.hasSuffix($0) }
                }
                return said.map { Finding(path: file.path, line: finding.line, what: "\($0)") }
            }
        }
        #expect(findings == [])
    }
}

@Suite struct `Tests` {
    private let files = Repository.swiftFiles.filter { $0.path.hasPrefix("Tests/") }

    @Test func `do not sleep, and none is switched off`() {
        let findings = files.flatMap { file in
            file.findings(of: ["disabled"], matching: Regex(/\.disabled\s*\(/), "switched off")
                + file.findings(
                    of: ["sleep", "usleep", "nanosleep"],
                    matching: Regex(/\b(u|nano)?sleep\s*\(/), "sleeps")
        }
        #expect(files.count > 1)
        #expect(findings == [])
    }

    /// So that all of them can be run with little memory, and with allocations that fail.
    @Test func `of Lua open all states in one place`() {
        let findings = files.filter { $0.path.hasPrefix("Tests/LuaTests/") }.flatMap {
            $0.findings(of: ["LuaState"], matching: Regex(/\bLuaState\s*\(/), "opens a state")
        }
        #expect(findings.count == 1)
        #expect(findings.allSatisfy { $0.path == "Tests/LuaTests/OpenState.swift" })
    }
}
