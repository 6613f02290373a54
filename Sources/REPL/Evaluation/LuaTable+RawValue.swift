internal import Lua

extension LuaTable {
    /// What stands at a key, without metamethods; nil without memory to ask for it.
    func rawValue(of key: LiveKey, on stack: LuaStack) -> LuaValue {
        guard stack.reserve(8) else { return .nil }
        stack.push(.table(self))
        defer { stack.pop(2) }
        switch key {
        case .name(let name): stack.pushField(name, of: -1)
        case .index(let index): stack.pushElement(Int(index), of: -1)
        }
        return stack.value(at: -1)
    }
}
