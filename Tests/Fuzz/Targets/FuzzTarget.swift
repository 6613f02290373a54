/// Something that takes any bytes without harm.
///
/// A target is one file beside this one, a line in ``FuzzTargets/all``, and a folder of its name
/// with a few inputs to begin with in `Corpus`.
public protocol FuzzTarget: AnyObject {
    /// What `Scripts/fuzz` calls it.
    static var name: String { get }

    /// Makes what serves for all inputs.
    init() throws

    /// Takes one input. What must not happen ends the process or is thrown.
    ///
    /// - Parameters:
    ///   - input: any bytes; refusing them is no failure.
    ///   - note: told the number of something that this input did and that shows in no code of
    ///     ours, below ``FuzzTargets/noteLimit``. Inputs that do something new are kept.
    func take(_ input: [UInt8], noting note: (Int) -> Void) throws
}

/// All targets.
public enum FuzzTargets {
    /// In the order in which they were added.
    public static var all: [any FuzzTarget.Type] {
        [LuaLoader.self, DirectoryRequests.self, DirectoryOperations.self]
    }

    /// Notes are numbered from 0 to below this.
    public static var noteLimit: Int { 16_384 }
}
