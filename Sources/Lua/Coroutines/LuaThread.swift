internal import CLua
internal import CLuaShim

/// A coroutine, by reference.
public struct LuaThread {
    let reference: LuaReference

    init(_ reference: LuaReference) { self.reference = reference }

    /// How a run of a coroutine ended.
    public enum Outcome {
        /// The function returned; its results.
        case finished([LuaValue])
        /// A host function waits; resume the coroutine when its answer is there.
        case suspended
        /// The code called `coroutine.yield`; what it yielded.
        case yielded([LuaValue])
        /// The code raised an error, and the coroutine is dead. Its stack is as it was, so that a
        /// traceback could be taken; ``LuaThread/close()`` runs its to-be-closed variables.
        case failed(LuaError)
    }

    func thread() -> LuaStack {
        let main = LuaStack(reference.handle.pointer)
        reference.push(on: main)
        defer { main.pop() }
        return LuaStack(lua_tothread(main.L, -1))
    }

    /// Starts the coroutine with arguments, or resumes it after `coroutine.yield`.
    public func resume(_ arguments: [LuaValue] = []) -> Outcome {
        resume { stack in
            for argument in arguments { try stack.push(converting: argument) }
            return arguments.count
        }
    }

    /// Resumes the coroutine; when it waits in a host function, with the results of that call.
    ///
    /// - Parameter pushing: pushes the values and answers how many; what it throws is raised by
    ///   the host function that waits.
    public func resume(pushing: (LuaStack) throws -> Int) -> Outcome {
        guard reference.handle.L != nil else { return .failed(.closed) }
        let stack = thread()
        let isWaiting = lua_status(stack.L) == LUA_YIELD
        clua_clear_suspension(stack.L)
        _ = stack.reserve(16)
        let bottom = stack.count
        var count = 0
        var raises = false
        do {
            count = try pushing(stack)
        } catch {
            stack.pop(stack.count - bottom)
            stack.push(thrown: error)
            count = 1
            raises = true
        }
        guard !raises || isWaiting else {
            return .failed(stack.takeError(.runtime))
        }
        var resultCount: CInt = 0
        let status = clua_resume(stack.L, CInt(count), raises, &resultCount)
        return outcome(of: status, Int(resultCount), on: stack)
    }

    private func outcome(of status: CInt, _ count: Int, on stack: LuaStack) -> Outcome {
        switch status {
        case LUA_OK:
            return .finished(take(count, from: stack))
        case LUA_YIELD:
            if clua_is_host_suspension(stack.L) { return .suspended }
            return .yielded(take(count, from: stack))
        default:
            // The error itself stays on top, where closing the coroutine looks for it.
            let frames = stack.frames()
            stack.pushCopy(of: -1)
            return .failed(stack.takeError(stack.kind(of: status), frames: frames))
        }
    }

    private func take(_ count: Int, from stack: LuaStack) -> [LuaValue] {
        defer { stack.pop(count) }
        return (0..<count).map { stack.value(at: $0 - count) }
    }

    /// Ends the coroutine wherever it is: runs its to-be-closed variables and empties its stack.
    ///
    /// - Returns: the error that a closing method raised, if one did; it takes the place of the
    ///   error that the coroutine may have failed with.
    @discardableResult
    public func close() -> LuaError? {
        // A state that is closed has ended its coroutines.
        guard reference.handle.L != nil else { return nil }
        let stack = thread()
        let main = LuaStack(reference.handle.pointer)
        let hadFailed = lua_status(stack.L) > LUA_YIELD
        // Kept aside, to tell whether the error is still the same one afterwards.
        if hadFailed { stack.pushCopy(of: -1) } else { main.pushNil() }
        if hadFailed { lua_xmove(stack.L, main.L, 1) }
        defer { main.pop() }
        guard clua_reset_thread(stack.L) != LUA_OK else {
            lua_settop(stack.L, 0)
            return nil
        }
        lua_xmove(stack.L, main.L, 1)
        guard !hadFailed || !main.rawEqual(-1, -2) else {
            main.pop()
            return nil
        }
        return main.takeError(.runtime)
    }

    /// Where the coroutine stands: the innermost line of Lua that it runs.
    public var location: LuaLocation? {
        reference.handle.L == nil ? nil : thread().location(ofLevel: 0)
    }
}

extension LuaState {
    /// Makes a coroutine that will run `function`, which must be of this state.
    public func makeThread(_ function: LuaFunction) -> LuaThread {
        let stack = stack
        if let idle = idleThreads.popLast() {
            idle.push(on: stack)
            let thread = LuaStack(lua_tothread(stack.L, -1))
            function.reference.push(on: stack)
            lua_xmove(stack.L, thread.L, 1)
            stack.pop()
            return LuaThread(idle)
        }
        // Swift frames are never refused memory, so this cannot raise.
        let thread = LuaStack(lua_newthread(stack.L))
        function.reference.push(on: stack)
        lua_xmove(stack.L, thread.L, 1)
        return LuaThread(LuaReference(popping: stack, of: handle))
    }

    /// Takes back a coroutine that has ended, for a later ``makeThread(_:)``.
    ///
    /// The caller must not use it again. One that is not at its end, or that a script got hold of
    /// with `coroutine.running`, is left alone.
    public func recycle(_ thread: LuaThread) {
        guard handle.L != nil else { return }
        let stack = thread.thread()
        let hasEnded = lua_status(stack.L) == LUA_OK && lua_gettop(stack.L) == 0
        guard hasEnded, !clua_is_exposed(stack.L), !isInterrupted,
            idleThreads.count < Self.idleThreadLimit
        else { return }
        idleThreads.append(thread.reference)
    }

    private static var idleThreadLimit: Int { 256 }
}
