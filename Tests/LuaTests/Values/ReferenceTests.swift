import Lua
import Testing

@Suite struct `A reference to a Lua value` {
    /// A value on its way to another thread, where it is only dropped.
    private func parcel(_ state: LuaState, _ text: String) throws -> RaisedValue {
        let error = try #require(throws: LuaError.self) {
            try state.load(text, name: "test").call()
        }
        return try #require(error.raised)
    }

    private func makeWatchedState() throws -> LuaState {
        let state = try openState()
        try state.load("weak = setmetatable({}, {__mode = 'v'})", name: "test").call()
        return state
    }

    private func countOfWatched(_ state: LuaState) throws -> Int {
        state.collectGarbage()
        let count = "local n = 0 for _ in pairs(weak) do n = n + 1 end return n"
        return try state.load(count, name: "test").call(returning: Int.self)
    }

    @Test func `that is dropped on any thread frees its value on the state's own`() async throws {
        let state = try makeWatchedState()
        var parcels: [RaisedValue] = []
        for _ in 0..<400 {
            parcels.append(try parcel(state, "local t = {} weak[#weak + 1] = t error(t)"))
        }
        #expect(try countOfWatched(state) == 400)
        let shares = stride(from: 0, to: 400, by: 50).map { Array(parcels[$0..<$0 + 50]) }
        parcels = []
        await withTaskGroup(of: Void.self) { group in
            for share in shares {
                group.addTask { for parcel in share { _ = parcel } }
            }
        }
        _ = consume shares
        #expect(try countOfWatched(state) == 0)
        #expect(state.stack.count == 0)
    }

    @Test func `may be dropped while its state runs and makes others`() async throws {
        let state = try makeWatchedState()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<200 {
                let parcel = try parcel(state, "local t = {} weak[#weak + 1] = t error(t)")
                group.addTask { _ = parcel }
            }
            try await group.waitForAll()
        }
        #expect(try countOfWatched(state) == 0)
    }

    @Test func `may be dropped after its state has closed, on any thread`() async throws {
        var parcels: [RaisedValue] = []
        for _ in 0..<20 { parcels.append(try parcel(try makeWatchedState(), "error({})")) }
        let shares = parcels
        parcels = []
        await withTaskGroup(of: Void.self) { group in
            for share in shares { group.addTask { _ = share } }
        }
    }

    @Test func `throws when it is used after its state has closed`() throws {
        let (table, function, thread) = try {
            let state = try openState()
            let function = try state.load("return {}", name: "test")
            return (
                try function.call(returning: LuaTable.self), function, state.makeThread(function)
            )
        }()
        func isClosed(_ body: () throws -> Void) -> Bool {
            do { try body() } catch { return (error as? LuaError)?.kind == .closed }
            return false
        }
        #expect(isClosed { _ = try table.get("a") })
        #expect(isClosed { _ = try table["a", as: Int.self] })
        #expect(isClosed { try table.set("a", to: LuaValue.nil) })
        #expect(isClosed { try table.set("a", to: 1) })
        #expect(isClosed { _ = try table.read(as: [Int].self) })
        #expect(isClosed { _ = try function.call() })
        #expect(isClosed { _ = try function.call(returning: Int.self) })
        guard case .failed(let error) = thread.resume() else { throw Mismatch() }
        #expect(error.kind == .closed)
        #expect(thread.close() == nil)
        #expect(thread.location == nil)
    }

    @Test func `passes into no other state than its own`() throws {
        let own = try openState()
        let other = try openState()
        let table = try own.load("return {}", name: "test").call(returning: LuaTable.self)
        func isForeign(_ body: () throws -> Void) -> Bool {
            do { try body() } catch {
                let conversion = (error as? LuaError)?.underlying as? LuaConversionError
                guard case .foreign? = conversion?.reason else { return false }
                return other.stack.count == 0
            }
            return false
        }
        #expect(isForeign { try other.globals.set("t", to: table) })
        #expect(isForeign { try other.globals.set("t", to: [table]) })
        #expect(isForeign { try other.globals.set("t", to: LuaValue.table(table)) })
        #expect(isForeign { _ = try other.globals.get(LuaValue.table(table)) })
        let function = try other.load("return ...", name: "test")
        #expect(isForeign { _ = try function.call(.table(table)) })
        #expect(isForeign { _ = try function.call(table, returning: LuaTable.self) })
        guard case .failed = other.makeThread(function).resume([.table(table)]) else {
            throw Mismatch()
        }
        #expect(throws: LuaConversionError.self) { try table.push(on: other.stack) }
    }
}

@Suite struct `Many states at once` {
    @Test func `run in parallel, each in its own task`() async throws {
        let sums = try await withThrowingTaskGroup(of: Int.self) { group in
            for seed in 1...16 {
                group.addTask {
                    let state = try openState()
                    try state.globals.set("seed", to: seed)
                    state.globals.set(
                        HostFunction("twice", [Parameter("n", .integer)], doc: "") {
                            try $0.returns(try $0.argument(1, as: Int.self) * 2)
                        })
                    let text = "local t = {} for i = 1, 500 do t[i] = {twice(seed)} end return t"
                    let rows = try state.load(text, name: "test").call(returning: [[Int]].self)
                    return rows.reduce(0) { $0 + $1[0] }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(sums.sorted() == (1...16).map { $0 * 1000 })
    }
}
