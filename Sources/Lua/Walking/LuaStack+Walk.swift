internal import CLua
internal import CLuaShim

extension LuaStack {
    /// How many tables may lie inside each other on a walk.
    public static var walkDepthLimit: Int { Int(CLUA_WALK_DEPTH) }

    /// Tells `visitor` of the value at `index` and of all that it holds. Stack: +0
    ///
    /// Tables are read without metamethods, and members by the byte order of their names, since
    /// Lua's own order differs from run to run. The walk is one protected call, in which the
    /// visitor may do whatever a host function may.
    ///
    /// - Parameters:
    ///   - index: Where the value lies.
    ///   - listMetatable: Where the metatable lies that makes a table a list even when it is empty.
    ///     An empty table is otherwise a record.
    ///   - visitor: What is told; it is also told of the beginning of what ends the walk.
    public func walk<Visitor: LuaVisitor>(
        _ index: Int, listMetatable: Int, visitor: inout Visitor
    ) throws(LuaWalkError) {
        try withUnsafeMutablePointer(to: &visitor) { visitor throws(LuaWalkError) in
            try run(VisitorWalk(self, visitor), index, listMetatable)
        }
    }

    private func run(_ walk: LuaWalk, _ index: Int, _ listMetatable: Int) throws(LuaWalkError) {
        let status = withExtendedLifetime(walk) {
            let context = Unmanaged.passUnretained(walk).toOpaque()
            return clua_walk(L, CInt(index), CInt(listMetatable), visitItem, context)
        }
        guard status == LUA_OK else {
            let error = takeError(kind(of: status))
            throw LuaWalkError(reason: .failed(error.kind), path: LuaPath())
        }
        if let error = walk.error { throw error }
    }
}

/// Called by C for each item.
private let visitItem: clua_visit_fn = { context, item in
    // The context comes from `run(_:_:_:)`, which keeps it alive.
    Unmanaged<LuaWalk>.fromOpaque(context)._withUnsafeGuaranteedRef { $0.visit(item) }
}

/// A walk under way.
private class LuaWalk {
    let stack: LuaStack
    private(set) var error: LuaWalkError?

    init(_ stack: LuaStack) { self.stack = stack }

    /// Passes an item on; false ends the walk.
    func visit(_ item: UnsafePointer<clua_item>) -> Bool { false }

    /// Notes why the walk ends here; answers that it does not go on.
    final func end(_ reason: LuaWalkError.Reason, _ item: UnsafePointer<clua_item>) -> Bool {
        error = LuaWalkError(reason: reason, path: LuaPath(to: item))
        return false
    }
}

/// A walk that a visitor follows.
private final class VisitorWalk<Visitor: LuaVisitor>: LuaWalk {
    /// Where the visitor lies; it outlives the walk.
    private let visitor: UnsafeMutablePointer<Visitor>

    init(_ stack: LuaStack, _ visitor: UnsafeMutablePointer<Visitor>) {
        self.visitor = visitor
        super.init(stack)
    }

    override func visit(_ item: UnsafePointer<clua_item>) -> Bool {
        if let problem = LuaWalkError.Reason(problemOf: item) { return end(problem, item) }
        return visitor.pointee.take(item, of: stack) || end(.refused, item)
    }
}

extension LuaVisitor {
    fileprivate mutating func take(_ item: UnsafePointer<clua_item>, of stack: LuaStack) -> Bool {
        switch item.pointee.kind {
        case CLUA_ITEM_LIST_END: return endList(Int(item.pointee.count))
        case CLUA_ITEM_RECORD_END: return endRecord(Int(item.pointee.count))
        default: break
        }
        if let name = item.pointee.name {
            guard self.name(bytes(name, item.pointee.name_length)) else { return false }
        }
        switch item.pointee.kind {
        case CLUA_ITEM_STRING: return string(bytes(item.pointee.value.text, item.pointee.length))
        case CLUA_ITEM_INTEGER: return integer(item.pointee.value.integer)
        case CLUA_ITEM_NUMBER: return number(item.pointee.value.number)
        case CLUA_ITEM_BOOLEAN: return boolean(item.pointee.value.boolean != 0)
        case CLUA_ITEM_MARKER: return marker(item.pointee.value.pointer)
        case CLUA_ITEM_LIST: return beginList()
        case CLUA_ITEM_RECORD: return beginRecord()
        default:
            return other(
                LuaKind(rawLuaType: item.pointee.type), at: Int(item.pointee.index), of: stack)
        }
    }
}

private func bytes(_ start: UnsafePointer<CChar>?, _ count: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeRawBufferPointer(start: start, count: count).assumingMemoryBound(to: UInt8.self)
}

extension LuaWalkError.Reason {
    /// Why the walk ends at an item; nil when it does not.
    fileprivate init?(problemOf item: UnsafePointer<clua_item>) {
        switch item.pointee.kind {
        case CLUA_ITEM_MIXED: self = .mixedKeys(isList: item.pointee.is_list)
        case CLUA_ITEM_SPARSE: self = .missingElement(position: Int(item.pointee.count))
        case CLUA_ITEM_CYCLE: self = .cycle
        case CLUA_ITEM_TOO_DEEP: self = .tooDeep
        case CLUA_ITEM_TOO_LARGE: self = .tooLarge
        default: return nil
        }
    }
}

extension LuaPath {
    fileprivate init(to item: UnsafePointer<clua_item>) {
        var steps: [Step] = []
        var next: UnsafePointer<clua_item>? = item
        while let item = next {
            if let name = item.pointee.name {
                let bytes = bytes(name, item.pointee.name_length)
                steps.append(.name(String(decoding: bytes, as: UTF8.self)))
            } else if item.pointee.position > 0 {
                steps.append(.element(Int(item.pointee.position)))
            }
            next = item.pointee.parent
        }
        self.init(steps.reversed())
    }
}
