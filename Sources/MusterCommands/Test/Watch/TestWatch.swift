#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Looks again and again whether files have changed, and has tests run that may say something else
/// now.
struct TestWatch {
    private let paths: [String]
    private let others: [String]
    private let written: Set<String>
    private var seen: WatchedFiles

    /// Begins with the files as they are.
    ///
    /// - Parameters:
    ///   - paths: The files and folders that the run was asked for.
    ///   - others: Files that the tests depend on, wherever they lie.
    ///   - written: Files that the run writes itself: they say nothing new.
    init(_ paths: [String], and others: [String] = [], except written: [String] = []) {
        self.paths = paths
        self.others = others
        self.written = Set(written.map(WatchedFiles.name))
        seen = WatchedFiles(below: paths + others, except: self.written)
    }

    /// How often files are looked at.
    private static let stepMicroseconds: UInt32 = 200_000

    /// Waits until something has changed, and answers which files of tests are to be run: those that
    /// changed when nothing else did, else all.
    ///
    /// - Parameter isOver: Ends the wait.
    /// - Returns: nil when the wait was ended.
    mutating func next(until isOver: () -> Bool) -> [String]? {
        // What tests write again as it was is no change, or they would run for ever.
        var ignoresTimes = true
        while !isOver() {
            if !ignoresTimes { usleep(Self.stepMicroseconds) }
            let now = settled()
            let changed = now.names(differingFrom: seen, ignoringTimes: ignoresTimes)
            ignoresTimes = false
            guard !changed.isEmpty else {
                seen = now
                continue
            }
            // While a path leads nowhere, what has changed is kept for when it is back.
            guard let files = try? TestFiles.found(at: paths) else { continue }
            seen = now
            let tests = files.filter { changed.contains(WatchedFiles.name($0)) }
            return tests.count == changed.count ? tests : files
        }
        return nil
    }

    /// For how many looks files may go on changing, and how long it takes from one to the next.
    private static let (patience, shortStepMicroseconds) = (50, UInt32(20_000))

    /// The files as they are once nobody is in the middle of saving them.
    private func settled() -> WatchedFiles {
        var last = seen.again(below: paths + others, except: written)
        guard !last.names(differingFrom: seen).isEmpty else { return last }
        for _ in 0..<Self.patience {
            usleep(Self.shortStepMicroseconds)
            let next = last.again(below: paths + others, except: written)
            defer { last = next }
            if next.names(differingFrom: last).isEmpty { break }
        }
        return last
    }
}
