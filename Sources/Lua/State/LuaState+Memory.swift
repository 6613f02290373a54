internal import CLua
internal import CLuaShim

extension LuaState {
    /// Bytes that the state uses now.
    public var memoryInUse: Int { clua_state_of(handle.pointer).pointee.used }

    /// The most bytes that the state has used at once.
    public var peakMemory: Int { clua_state_of(handle.pointer).pointee.peak }

    /// The most bytes that the state may use; nil for no limit.
    ///
    /// Lua code that needs more raises `not enough memory`. A host function is never refused
    /// memory: what it took too much is raised when it returns.
    public var memoryLimit: Int? {
        get {
            let limit = clua_state_of(handle.pointer).pointee.limit
            return limit == 0 ? nil : limit
        }
        set { clua_state_of(handle.pointer).pointee.limit = newValue ?? 0 }
    }

    /// Refuses every allocation that Lua asks for after the next `count`; nil ends that.
    ///
    /// For tests that prove that no failure crosses a Swift frame.
    package func refuseAllocations(after count: Int?) {
        let state = clua_state_of(handle.pointer)
        state.pointee.allocations = 0
        state.pointee.refuse_after = count ?? -1
    }

    /// Refuses one in `count` of the allocations that Lua asks for, by chance that depends on `seed`
    /// alone; a count of 0 ends that.
    ///
    /// For tests that prove that no failure does harm.
    ///
    /// - Precondition: the seed is not 0.
    package func refuseAllocations(oneIn count: Int, seed: UInt64) {
        precondition(seed != 0, "the chance would always be the same")
        let state = clua_state_of(handle.pointer)
        state.pointee.chance = seed
        state.pointee.refused = 0
        state.pointee.refuse_one_in = UInt32(count)
    }

    /// How many allocations were refused since ``refuseAllocations(oneIn:seed:)`` was called.
    package var refusedAllocations: Int { clua_state_of(handle.pointer).pointee.refused }

    /// How many allocations Lua made since ``refuseAllocations(after:)`` was called.
    package var countedAllocations: Int { clua_state_of(handle.pointer).pointee.allocations }

    /// Collects all garbage.
    public func collectGarbage() {
        handle.freeDroppedSlots()
        clua_collect(handle.pointer)
    }
}
