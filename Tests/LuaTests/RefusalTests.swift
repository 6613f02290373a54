import Lua
import Testing

/// Allocations refused here and there, by seeds: what goes on afterwards is met in more states than
/// when one allocation after the other fails and all that follow.
@Suite struct `Allocations that are refused by chance` {
    private func outcome(_ state: LuaState, _ text: String) -> String {
        do throws(LuaError) {
            let function = try state.load(text, name: "test")
            let thread = state.makeThread(function)
            var outcome = thread.resume()
            for _ in 0..<20 {
                if case .finished(let results) = outcome {
                    let text = results.map { $0.text ?? "\($0.truth)" }.joined(separator: " ")
                    return text.replacing(#/0x[0-9a-f]+/#, with: "address")
                }
                if case .failed(let error) = outcome {
                    thread.close()
                    return "\(error.kind)"
                }
                outcome = thread.resume(["answer"])
            }
            return "waits"
        } catch {
            return "\(error.kind)"
        }
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func `lead to an error for want of memory or to none, in any script`(seed: UInt64) throws {
        let scripts =
            `No failed allocation crosses the fence`.scripts + SandboxTexts.all
            + `A finalizer`.scripts.map {
                "local function note() end local function show() end " + $0
            }
        var refused = 0
        for (position, text) in scripts.enumerated() {
            let undisturbed = outcome(try makeState(), text)
            for rate in [3, 10, 40, 150] {
                let state = try makeState()
                state.refuseAllocations(oneIn: rate, seed: seed &* 1009 &+ UInt64(position))
                let outcome = outcome(state, text)
                state.collectGarbage()
                let count = state.refusedAllocations
                state.refuseAllocations(oneIn: 0, seed: 1)
                if count == 0 { #expect(outcome == undisturbed, "\(text)") }
                refused += count
                #expect(state.stack.count == 0)
                #expect(try run(state, "return add(20, 22)").count == 1)
            }
        }
        #expect(refused > 300)
    }
}
