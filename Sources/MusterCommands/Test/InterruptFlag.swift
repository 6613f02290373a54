@preconcurrency internal import Dispatch
internal import Synchronization

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Whether a person, or the pipeline, wants the run to end. Asked for again, the process ends.
final class InterruptFlag: Sendable {
    private let count = Atomic<Int>(0)
    private let sources: [any DispatchSourceSignal]

    init() {
        sources = [SIGINT, SIGTERM, SIGHUP].map { number in
            signal(number, SIG_IGN)
            return DispatchSource.makeSignalSource(signal: number, queue: .global())
        }
        let isRegistered = DispatchSemaphore(value: 0)
        for source in sources {
            source.setEventHandler { [self] in
                if count.add(1, ordering: .relaxed).oldValue > 0 {
                    ExitStatus.interrupted.exitNow()
                }
            }
            source.setRegistrationHandler { isRegistered.signal() }
            source.activate()
            isRegistered.wait()
        }
    }

    var isRaised: Bool { count.load(ordering: .relaxed) > 0 }
}
