import Lua

@testable import Scripting

/// Everything that scripts see, as it is declared.
enum VisibleNames {
    /// One class with the Lua expression of an object of it.
    struct Class {
        let name: String
        let object: String
        let doc: String
        let methods: [HostFunction]
        let fields: [(name: String, type: String, doc: String)]
        let metamethods: [HostFunction]

        /// The methods that may wait for ever.
        let waiting: Set<String>

        init<Object>(
            _ type: LuaClass<Object>, _ object: String, waiting: Set<String> = []
        ) {
            self.waiting = waiting
            name = type.name
            self.object = object
            doc = type.doc
            methods = type.methods
            fields = type.fields.map { ($0.name, $0.type, $0.doc) }
            metamethods = type.metamethods
        }
    }

    static let classes = [
        Class(serviceClass, "service"), Class(titleClass, "service:title(7)"),
        Class(userClass, "ada"), Class(referenceClass, "ref"),
        Class(requestClass, "active"), Class(sessionClass, "session", waiting: ["wait"]),
        Class(memberClass, "session.me"),
        Class(handleClass, "service:server():invite(ref, ada)"),
        Class(listingClass, "service:server():query({ xuid = ada, inactive = true })[1]"),
        Class(
            connectionClass,
            "(function() local c = ada:connect() c:stop() return c end)()", waiting: ["next_tap"]),
        Class(changeClass, "session:diff()[1]"), Class(conflictClass, "failure.conflicts[1]"),
        Class(versionClass, "session:history()[1]"),
        Class(taskClass, "done"),
        Class(channelClass, "(function() local c = muster.channel(9) c:close() return c end)()"),
        Class(clockClass, "clock"),
        Class(networkClass, "service.network"),
        Class(faultClass, "service:fault { kind = 'slow', delay = 0, count = 1 }"),
        Class(expectationClass, "muster.expect(1)"),
        Class(thrownErrorClass, "failure"),
    ]

    /// The functions of modules and globals by their Lua names.
    static let functions: [(lua: String, function: HostFunction)] =
        MusterModule.functions.map { ("muster.\($0.name)", $0) }
        + JSONFunctions.all.map { ("json.\($0.name)", $0) }
        + Base64Functions.all.map { ("muster.base64.\($0.name)", $0) }
        + [("os.clock", StandardFunctions.clock)]
}
