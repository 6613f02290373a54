/// A module declared in Swift, which scripts get by `require`.
///
/// A declaration is made once and serves every state; see ``LuaState/add(_:)``.
public struct LuaModule: Sendable {
    /// The name that scripts require.
    public let name: String
    /// One line that says what the module offers.
    public let doc: String
    /// The functions, in the order declared; empty when the module is built by a closure.
    public let functions: [HostFunction]
    /// The values, in the order declared; empty when the module is built by a closure.
    public let values: [Value]
    /// Makes the value of the module; it may suspend.
    let build: @Sendable (inout LuaCall) throws -> Void

    /// A field of a module that is not a function.
    public struct Value: Sendable {
        /// The field's name.
        public let name: String
        /// What it holds, in annotation form.
        public let type: String
        /// One line that says what it is.
        public let doc: String
        let push: @Sendable (LuaStack) -> Void

        /// Declares a value; `push` pushes it, once for every state that requires the module.
        public init(
            _ name: String, _ type: String, doc: String,
            push: @escaping @Sendable (LuaStack) -> Void
        ) {
            self.name = name
            self.type = type
            self.doc = doc
            self.push = push
        }
    }

    /// Declares a module that is a table of functions and values.
    public init(
        _ name: String, doc: String, functions: [HostFunction] = [], values: [Value] = []
    ) {
        self.name = name
        self.doc = doc
        self.functions = functions
        self.values = values
        build = { call in
            call.push { stack in
                stack.pushTable(members: functions.count + values.count)
                for function in functions {
                    stack.push(function)
                    stack.setField(function.name, of: -2)
                }
                for value in values {
                    value.push(stack)
                    stack.setField(value.name, of: -2)
                }
                return 1
            }
        }
    }

    /// Declares a module whose value `build` pushes.
    ///
    /// - Parameters:
    ///   - name: what `require` calls it.
    ///   - doc: one line that says what the module is for.
    ///   - build: runs at the first `require` in each state, as the body of a host function
    ///     with the parameters name and origin. It may suspend; what it throws is raised, and then
    ///     the next `require` runs it again.
    public init(
        _ name: String, doc: String, build: @escaping @Sendable (inout LuaCall) throws -> Void
    ) {
        self.name = name
        self.doc = doc
        functions = []
        values = []
        self.build = build
    }
}
