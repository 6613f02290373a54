import Lua

/// Loads any bytes as a chunk of Lua, and runs it with little memory and few instructions at the
/// level of scripts.
///
/// Whatever the chunk does, the state can be used afterwards, its stack is empty, and every object
/// of the host is released when it closes.
public final class LuaLoader: FuzzTarget {
    public static let name = "lua-loader"

    private let watchdog = Watchdog(milliseconds: 500)
    private let compiler: LuaState
    private let dump: LuaFunction

    public init() throws {
        compiler = try LuaState()
        dump = try compiler.load(
            "local f = load(..., '=input', 't') return f and string.dump(f, true) or ''",
            name: "dump")
    }

    public func take(_ input: [UInt8], noting note: (Int) -> Void) throws {
        noteOperations(of: input, note)
        let host = LuaHost()
        let state = try host.openState()
        state.memoryLimit = state.memoryInUse + 1_000_000
        state.instructionBudget = 20_000
        watchdog.look(on: state) {
            do throws(LuaError) {
                let chunk = try state.load(input, name: "input")
                finish(state.makeThread(chunk), note)
            } catch {
                note(Self.number(of: error.message))
            }
        }
        precondition(state.stack.count == 0, "values are left on the stack")
        if !state.isInterrupted {
            state.memoryLimit = nil
            state.collectGarbage()
            let sum = try state.load("return 20 + 22", name: "after").call(returning: Int.self)
            precondition(sum == 42, "the state cannot be used any more")
        }
        state.close()
        precondition(host.alive == 0, "objects are not released")
    }

    /// Answers what the chunk waits for, until it ends or has waited often.
    private func finish(_ thread: LuaThread, _ note: (Int) -> Void) {
        var outcome = thread.resume()
        for round in 0..<20 {
            switch outcome {
            case .finished(let results):
                for result in results { read(result) }
                return
            case .failed(let error):
                note(Self.number(of: error.message))
                _ = error.traceback
                _ = thread.close()
                return
            case .suspended where round % 5 == 4:
                outcome = thread.resume { _ in throw LuaFault("no answer") }
            case .suspended, .yielded:
                outcome = thread.resume([.integer(Int64(round)), .string("answer")])
            }
        }
        _ = thread.close()
    }

    /// What a host may do with a result.
    private func read(_ value: LuaValue) {
        guard case .table(let table) = value else { return }
        _ = table.pairs()
        _ = try? table.read(as: [Int].self)
        _ = try? table.read(as: [String: [String]].self)
    }

    /// Lua's own code is not built for the fuzzer: which operations follow each other in what it
    /// compiles stands for what ran in the compiler.
    private func noteOperations(of input: [UInt8], _ note: (Int) -> Void) {
        guard let results = try? dump.call(.string(LuaString(input))),
            case .string(let bytes)? = results.first, !bytes.bytes.isEmpty
        else { return }
        var last = 127
        for operation in LuaBytecode(bytes.bytes).operations {
            let next = operation < 0 ? 127 : min(operation, 126)
            // 83 operations, and 127 for the beginning of a function.
            note(Self.messageLimit + (last & 0x5f) << 7 + next)
            last = next
        }
    }

    private static var messageLimit: Int { 4096 }

    /// A number for the kind of a message: names and numbers in it do not count.
    private static func number(of message: String) -> Int {
        var hash: UInt32 = 2_166_136_261
        var isQuoted = false
        for byte in message.utf8.prefix(200) {
            if byte == UInt8(ascii: "'") { isQuoted.toggle() }
            if isQuoted || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { continue }
            hash = (hash ^ UInt32(byte)) &* 16_777_619
        }
        return Int(hash) % messageLimit
    }
}
