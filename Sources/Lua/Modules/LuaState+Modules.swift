internal import CLua
internal import CLuaShim

/// The modules of a state that are not in `package.loaded` or `package.preload`.
struct RegisteredModules {
    var declared: [String: LuaModule] = [:]
    var texts: [String: Text] = [:]
    var root: LuaSearchRoot?

    struct Text {
        let source: [UInt8]
        let chunk: String
    }
}

/// What `require` finds.
///
/// It looks in `package.loaded`, in `package.preload`, among the modules declared in Swift, among
/// the embedded texts and below the search root, in this order; at ``LuaSandbox/full`` then along
/// `package.path`. The first that has the name decides. A module is made once for each state: the
/// values that it gives, its own and its origin, are the results of `require`, and the first is
/// kept. A module that raises an error is not kept, and the next `require` tries again.
///
/// A module may wait for the host while it is loaded. Whoever requires it meanwhile gets an error
/// at once: that it is part of a cycle, with the modules that make it up, or that another coroutine
/// is loading it. Waiting for that coroutine would need the host's scheduler; a host that wants it
/// requires the module before it starts tasks.
///
/// At ``LuaSandbox/pure`` there is no `require`, and what is added here is never looked at.
extension LuaState {
    /// Makes a module declared in Swift available.
    ///
    /// One of the same name takes the place of an earlier one, unless that was required already.
    public func add(_ module: LuaModule) { modules.declared[module.name] = module }

    /// Makes a module of Lua text available.
    ///
    /// - Parameters:
    ///   - name: the name that scripts require.
    ///   - text: the source as bytes.
    ///   - chunkName: the text's name in messages, and its origin; the module's own name unless
    ///     given.
    public func addModule(_ name: String, text: [UInt8], chunkName: String? = nil) {
        modules.texts[name] = RegisteredModules.Text(source: text, chunk: chunkName ?? name)
    }

    /// Makes a module of Lua text available; see ``addModule(_:text:chunkName:)``.
    public func addModule(_ name: String, text: String, chunkName: String? = nil) {
        addModule(name, text: Array(text.utf8), chunkName: chunkName)
    }

    /// Where modules are looked for as files; nil for nowhere.
    public var searchRoot: LuaSearchRoot? {
        get { modules.root }
        set { modules.root = newValue }
    }

    func installRequire(_ level: LuaSandbox) throws(LuaError) {
        let stack = stack
        stack.push(ModuleSearch.function)
        guard clua_install_require(stack.L, level.identifier) == LUA_OK else {
            throw stack.takeError(.memory)
        }
    }
}

/// The searcher that `require` asks for the host's modules.
enum ModuleSearch {
    static let function = HostFunction(
        "search", [Parameter("name", .string)], returns: "function|string, string",
        doc: "Finds a module of the host: its loader and origin, or where it was looked for."
    ) { call in
        let name = call.string(1) ?? ""
        let state = call.state
        if let module = state.modules.declared[name] {
            call.push { stack in
                stack.push(HostFunction(module.name, doc: module.doc, body: module.build))
                stack.push(":host:" as StaticString)
                return 2
            }
            return
        }
        if let text = state.modules.texts[name] {
            return try load(text.source, of: name, chunk: text.chunk, &call)
        }
        var places = ["no module '\(name)' of the host"]
        if let root = state.modules.root {
            guard let files = ModuleName(name)?.files else {
                call.push(places[0] + "\n\tno file in '\(root.name)' can have this name")
                return
            }
            for file in files {
                let path = "\(root.name)/\(file)"
                if let source = try root.read(file) {
                    return try load(source, of: name, chunk: path, &call)
                }
                places.append("no file '\(path)'")
            }
        }
        call.push(places.joined(separator: "\n\t"))
    }

    private static func load(
        _ source: [UInt8], of name: String, chunk: String, _ call: inout LuaCall
    ) throws(LuaFault) {
        let loader: LuaFunction
        do throws(LuaError) { loader = try call.state.load(source, name: chunk) } catch {
            throw LuaFault("error loading module '\(name)':\n\t\(error.message)")
        }
        call.push { stack in
            loader.reference.push(on: stack)
            stack.push(chunk)
            return 2
        }
    }
}
