import Lua
import Testing

private let tokenClass = LuaClass<Token>("token", doc: "Counts itself.", onClose: { _ in })

@Suite struct `An object that Lua gives up` {
    private let tally = Tally()

    private func tokenState(_ tally: Tally) throws -> LuaState {
        let state = try openState()
        state.context = tally
        state.globals.set(
            HostFunction("token", doc: "") { call in
                call.push(Token(call.context(Tally.self)), as: tokenClass)
            })
        state.globals.set(
            HostFunction("closure", doc: "") { call in
                let token = Token(call.context(Tally.self))
                call.pushFunction { _ in _ = token }
            })
        return state
    }

    @Test func `lives until Lua collects it, or the state closes`() throws {
        do {
            let state = try tokenState(tally)
            _ = try run(state, "kept = token() for i = 1, 10 do token() end")
            state.collectGarbage()
            #expect(tally.alive == 1)
        }
        #expect(tally.alive == 0)
    }

    /// Lua does not call a finalizer when it gets no memory for the call.
    @Test(arguments: [
        "for i = 1, 40 do token() end collectgarbage()",
        "for i = 1, 40 do closure() end collectgarbage()",
        "local t = {} for i = 1, 40 do t[i] = {token(), closure()} end t = nil collectgarbage()",
        "for i = 1, 40 do local x <close> = token() end collectgarbage()",
        "local function f(n) if n > 0 then token() return 1 + f(n - 1) end collectgarbage() return 0 end "
            + "f(150)",
    ])
    func `is released once, also when its finalizer gets no memory`(text: String) throws {
        for count in 0... {
            let state = try tokenState(tally)
            let function = try state.load(text, name: "test")
            state.refuseAllocations(after: count)
            _ = try? function.call()
            let used = state.countedAllocations
            state.refuseAllocations(after: nil)
            state.collectGarbage()
            state.collectGarbage()
            #expect(tally.alive == 0, "refused after \(count)")
            state.close()
            if used < count { break }
        }
        #expect(tally.alive == 0)
    }

    @Test func `is released when the state closes, at the latest`() throws {
        for count in 0... {
            let state = try tokenState(tally)
            let function = try state.load(
                "kept = {} for i = 1, 20 do kept[i] = token() closure() end collectgarbage()",
                name: "test")
            state.refuseAllocations(after: count)
            _ = try? function.call()
            let used = state.countedAllocations
            state.close()
            #expect(tally.alive == 0, "refused after \(count)")
            if used < count { break }
        }
    }

    @Test func `is released when the C stack is too deep for its finalizer`() throws {
        let state = try tokenState(tally)
        _ = try run(
            state,
            """
            local function dive(n)
              for i = 1, 5 do token() end
              if n % 10 == 0 then collectgarbage() end
              local ok, e = pcall(string.gsub, 'x', 'x', function() return dive(n + 1) end)
              return ok
            end
            dive(1)
            """)
        state.collectGarbage()
        #expect(tally.alive == 0)
    }

    @Test func `may use the state again while it is released`() throws {
        let state = try tokenState(tally)
        let other = try tokenState(tally)
        final class Chain {
            let onEnd: () -> Void
            init(_ onEnd: @escaping () -> Void) { self.onEnd = onEnd }
            deinit { onEnd() }
        }
        var ended = 0
        let chainClass = LuaClass<Chain>("chain", doc: "Tells its end.")
        for _ in 0..<200 {
            let chain = Chain {
                ended += 1
                _ = try? other.load("for i = 1, 10 do token() end", name: "end").call()
            }
            state.stack.push(chain, as: chainClass)
            state.stack.pop()
        }
        let function = try state.load("collectgarbage() return {{}, {}}", name: "test")
        state.refuseAllocations(after: 0)
        _ = try? function.call()
        state.refuseAllocations(after: nil)
        _ = try run(state, "return 1")
        state.collectGarbage()
        state.collectGarbage()
        #expect(ended == 200)
        other.close()
        #expect(tally.alive == 0)
    }
}
