public import Sessions

/// The clock that a directory is served by.
public protocol DirectoryClock {
    /// The time now.
    var now: Timestamp { get }
}
