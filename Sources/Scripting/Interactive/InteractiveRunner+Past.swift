internal import DirectoryRuntime
public import Sessions
internal import Transport

extension InteractiveRunner {
    /// A moment of a run against a local directory, to go back to.
    ///
    /// It holds what the directory, the clock and the memory of sessions were. What Lua variables
    /// hold, tasks and messages on their way are no part of it.
    public struct Moment {
        let directory: LocalDirectory.State
        let chronicle: Chronicle.Mark
        /// When it was.
        public let time: Timestamp
    }

    /// This moment; nil for a service elsewhere. Taking it copies no session.
    public var moment: Moment? {
        guard case .local(let transport) = host.service.route else { return nil }
        return Moment(
            directory: transport.directory.state, chronicle: host.chronicle.mark,
            time: host.clock.now)
    }

    /// How often something of the local directory was changed that no request changes, such as who
    /// follows whom; 0 for a service elsewhere.
    public var outsideChanges: Int {
        guard case .local(let transport) = host.service.route else { return 0 }
        return transport.directory.outsideChanges
    }

    /// Goes back to a moment, from which another future may begin. Etags and identifiers given since
    /// then do not come back.
    public func goBack(to moment: Moment) {
        guard case .local(let transport) = host.service.route else { return }
        transport.directory.goBack(to: moment.directory)
        host.clock.goBack(to: moment.time)
        host.chronicle.goBack(to: moment.chronicle)
    }
}
