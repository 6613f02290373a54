import FuzzCounters
import FuzzTargets
import Glibc

/// The target that the environment names.
private func makeTarget() -> any FuzzTarget {
    let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
    for type in FuzzTargets.all where type.name == name {
        do { return try type.init() } catch { fatalError("\(name) cannot begin: \(error)") }
    }
    fatalError("FUZZ_TARGET names none of \(FuzzTargets.all.map { $0.name })")
}

// The fuzzer calls from one thread.
nonisolated(unsafe) private let target: any FuzzTarget = makeTarget()

/// Called by libFuzzer with every input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    do {
        try target.take(input) { fuzz_count($0) }
    } catch {
        fatalError("\(error)")
    }
    return 0
}
