internal import CLua
internal import CLuaShim

/// What the keys of a table make of it.
public enum LuaContents: Sendable, Hashable {
    /// It has no keys.
    case empty
    /// Its keys are 1 to `count`.
    case sequence(count: Int)
    /// Its keys are strings.
    case record(count: Int)
    /// Its keys are positive integers, and `firstMissing` is not among them although larger ones
    /// are.
    case sparse(firstMissing: Int)
    /// Its keys are of several kinds, or of a kind that makes neither a sequence nor a record.
    case mixed
}

extension LuaStack {
    /// Tells what the table at `index` holds, and pushes the pairs of a record: key, value, key,
    /// value, by the byte order of the keys. No metamethods.
    ///
    /// Stack: -0 +(2 * count) for a record, +0 otherwise and when it throws
    ///
    /// - Throws: ``LuaError`` when memory or Lua's stack, which holds some 400 000 pairs, does not
    ///   suffice, or when the state is interrupted.
    public func pushContents(of index: Int) throws(LuaError) -> LuaContents {
        var contents = clua_contents()
        let status = clua_push_contents(L, CInt(index), &contents)
        guard status == LUA_OK else { throw takeError(kind(of: status)) }
        let count = Int(contents.count)
        return switch contents.kind {
        case CLUA_EMPTY: .empty
        case CLUA_SEQUENCE: .sequence(count: count)
        case CLUA_RECORD: .record(count: count)
        case CLUA_SPARSE: .sparse(firstMissing: count)
        default: .mixed
        }
    }
}
