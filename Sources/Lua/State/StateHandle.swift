internal import CLua
internal import CLuaShim
internal import Synchronization

/// The way from values to their state: it knows when the state is closed, and collects the places
/// of references that were dropped.
final class StateHandle {
    private(set) var L: OpaquePointer?
    /// What the state began from, and goes back to when it is closed.
    private var image: LuaImage?
    private let dropped = Mutex<[CInt]>([])
    private let hasDropped = Atomic<Bool>(false)

    init(_ L: OpaquePointer, from image: LuaImage? = nil) {
        self.L = L
        self.image = image
    }

    /// The main thread; a precondition failure when the state is closed.
    var pointer: OpaquePointer {
        guard let L else { preconditionFailure("a value is used after its Lua state was closed") }
        return L
    }

    func close() {
        guard let open = L else { return }
        if let image {
            // The same as below, in the same order.
            image.endSince()
            L = nil
            self.image = nil
            image.rewind()
            return
        }
        // Finalizers run while the state closes: they still find it.
        let state = clua_close(open)
        L = nil
        // What is released only now does not.
        clua_free(state)
    }

    /// Lets go of the state, which an image has taken over.
    func abandon() { L = nil }

    /// Notes a place in the registry that nobody needs any more; from any thread.
    func drop(_ slot: CInt) {
        dropped.withLock { $0.append(slot) }
        hasDropped.store(true, ordering: .releasing)
    }

    /// Gives the noted places back; on the state's own thread.
    func freeDroppedSlots() {
        guard hasDropped.exchange(false, ordering: .acquiring), let L else { return }
        let slots = dropped.withLock { slots in
            defer { slots.removeAll() }
            return slots
        }
        for slot in slots { luaL_unref(L, clua_registry_index(), slot) }
    }
}
