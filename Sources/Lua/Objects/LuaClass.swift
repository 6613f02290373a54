internal import CLua
internal import CLuaShim

/// A class of objects for scripts, declared in Swift: its methods, fields and metamethods.
///
/// A declaration is made once and serves every state. Objects are checked by comparing one pointer.
public final class LuaClass<Object: AnyObject>: Sendable {
    /// The name that messages use.
    public let name: String
    /// One line that says what the object is.
    public let doc: String
    /// The section of the host's specification that the object comes from, if it comes from one.
    public let section: String?
    /// Lua code that shows an object in use, if there is some.
    public let example: String?
    /// The methods, in the order declared.
    public let methods: [HostFunction]
    /// The fields, in the order declared.
    public let fields: [Field]
    /// The metamethods.
    public let metamethods: [HostFunction]
    /// What calling an object does, if it can be called.
    public let call: HostFunction?
    /// Functions of the class itself, such as constructors; see ``LuaStack/push(class:)``.
    public let statics: [HostFunction]
    /// Answers a name that is no method and no field: pushes one value and says true, or false.
    let dynamicField: (@Sendable (Object, String, inout LuaCall) throws -> Bool)?

    /// A field of an object.
    public struct Field: Sendable {
        /// The field's name.
        public let name: String
        /// What it holds, in annotation form; see ``LuaType/init(annotation:)``.
        public let type: String
        /// One line that says what it is.
        public let doc: String
        /// The section of the host's specification that it comes from, if it comes from one.
        public let section: String?
        /// Whether scripts may set it.
        public var isSettable: Bool { self.set != nil }
        let get: @Sendable (Object, inout LuaCall) throws -> Void
        let set: (@Sendable (Object, inout LuaCall) throws -> Void)?

        /// Declares a field; `get` pushes its value, `set` takes the new value as parameter 1.
        public init(
            _ name: String, _ type: String, doc: String, section: String? = nil,
            get: @escaping @Sendable (Object, inout LuaCall) throws -> Void,
            set: (@Sendable (Object, inout LuaCall) throws -> Void)? = nil
        ) {
            self.name = name
            self.type = type
            self.doc = doc
            self.section = section
            self.get = get
            self.set = set
        }
    }

    /// A method of an object; parameters are numbered from 1, without the object.
    public struct Method: Sendable {
        let make: @Sendable (any ReceiverCheck) -> HostFunction

        /// Declares a method; the properties of ``HostFunction`` say what each argument is.
        public init(
            _ name: String, _ parameters: [Parameter] = [], overloads: [[Parameter]] = [],
            returns: String = "", doc: String, section: String? = nil, example: String? = nil,
            body: @escaping @Sendable (Object, inout LuaCall) throws -> Void
        ) {
            make = { receiver in
                HostFunction(
                    method: name, of: receiver, parameters, overloads: overloads,
                    returns: returns, doc: doc, section: section, example: example
                ) { call in
                    // The receiver check has found an object of this class.
                    let block = lua_touserdata(call.L, 1).assumingMemoryBound(to: clua_object.self)
                    let object = Unmanaged<Object>.fromOpaque(block.pointee.object!)
                    try body(object.takeUnretainedValue(), &call)
                }
            }
        }
    }

    /// Declares a class.
    ///
    /// - Parameters:
    ///   - name: the name that messages use.
    ///   - doc: one line that says what the object is.
    ///   - section: the section of the host's specification that it comes from.
    ///   - example: Lua code that shows an object in use.
    ///   - methods: what an object can be told, in the order of the documentation.
    ///   - fields: what an object shows.
    ///   - dynamicField: answers names that are no method and no field.
    ///   - metamethods: functions under the names that Lua calls them by, such as `__len`.
    ///   - call: what calling an object does; errors name it as the method is named.
    ///   - statics: functions of the class itself.
    ///   - onClose: what closing an object means. With it the class has a method `close` and
    ///     objects can be `<close>` variables; a closed object refuses every use by its name.
    public init(
        _ name: String, doc: String, section: String? = nil, example: String? = nil,
        methods: [Method] = [], fields: [Field] = [],
        dynamicField: (@Sendable (Object, String, inout LuaCall) throws -> Bool)? = nil,
        metamethods: [HostFunction] = [], call: Method? = nil, statics: [HostFunction] = [],
        onClose: (@Sendable (Object) -> Void)? = nil
    ) {
        self.name = name
        self.doc = doc
        self.section = section
        self.example = example
        self.fields = fields
        self.dynamicField = dynamicField
        self.statics = statics
        let receiver = ClassReceiver(name: name)
        nameNumber = ClassName.number(of: name)
        var methods = methods.map { $0.make(receiver) }
        var metamethods = metamethods
        if let onClose {
            methods.append(Closing.method(of: receiver, onClose))
            metamethods.append(Closing.metamethod(of: receiver, onClose))
        }
        self.methods = methods
        self.metamethods = metamethods
        self.call = call?.make(receiver)
        receiver.tag.initialize(to: 0)
        tagOwner = receiver
    }

    private let tagOwner: ClassReceiver
    /// What parameters that are declared by the name of this class look for.
    let nameNumber: UInt

    /// What identifies the class in each of its objects.
    var tag: UnsafeRawPointer { UnsafeRawPointer(tagOwner.tag) }
}

/// Checks the first argument of methods, and owns the address that identifies the class.
final class ClassReceiver: ReceiverCheck {
    let name: String
    // An address and nothing else; what it points to is never read or written after init.
    nonisolated(unsafe) let tag = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)

    init(name: String) { self.name = name }

    deinit { tag.deallocate() }

    func accepts(_ stack: LuaStack, at index: Int) -> Bool {
        clua_to_object(stack.L, CInt(index), tag) != nil
    }
}

extension LuaStack {
    /// Pushes an object, which lives until Lua collects it. Stack: -0 +1
    public func push<Object>(_ object: Object, as type: LuaClass<Object>) {
        let retained = Unmanaged<AnyObject>.passRetained(object).toOpaque()
        clua_new_object(L, type.tag, type.nameNumber, retained, releaseContext)
        LuaState.of(L).binding(of: type).pushMetatable(on: self)
        lua_setmetatable(L, -2)
    }

    /// The object at `index`, when it is of class `type`.
    public func object<Object>(
        _: Object.Type = Object.self, at index: Int, of type: LuaClass<Object>
    ) -> Object? {
        guard let object = clua_to_object(L, CInt(index), type.tag) else { return nil }
        return Unmanaged<Object>.fromOpaque(object).takeUnretainedValue()
    }
}
