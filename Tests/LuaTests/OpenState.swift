import Foundation
import Lua

/// Opens a state for a test. All states of these tests are opened here, so that the whole suite can
/// be run with little memory, or with allocations that fail; see `Scripts/test`.
///
/// - Parameter room: how many bytes the test needs, when that is more than the suite gets along with.
func openState(sandbox: LuaSandbox = .full, room: Int = 0) throws(LuaError) -> LuaState {
    let state = try LuaState(sandbox: sandbox)
    StateConditions.current.apply(to: state, room: room)
    return state
}

/// What the environment asks of the states of the tests. A test that sets a limit of its own sets
/// this one aside.
struct StateConditions {
    /// How many bytes a state may use beyond those that it was opened with.
    private let room: Int?
    /// Which allocations are refused: one in so many, by a chance that is the same in all states.
    private let refusals: (oneIn: Int, seed: UInt64)?

    static let current = StateConditions(ProcessInfo.processInfo.environment)

    private init(_ environment: [String: String]) {
        room = environment["LUA_TEST_MEMORY"].flatMap(Int.init)
        refusals = environment["LUA_TEST_REFUSALS"].flatMap { text in
            let numbers = text.split(separator: "/").compactMap { UInt64($0) }
            guard numbers.count == 2 else { return nil }
            return (Int(numbers[1]), numbers[0])
        }
    }

    func apply(to state: LuaState, room: Int) {
        if let least = self.room { state.memoryLimit = state.memoryInUse + max(least, room) }
        if let refusals { state.refuseAllocations(oneIn: refusals.oneIn, seed: refusals.seed) }
    }
}
