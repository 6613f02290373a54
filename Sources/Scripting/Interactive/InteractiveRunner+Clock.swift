extension InteractiveRunner {
    /// The clock of the run.
    public var clock: ScriptClock { host.clock }

    /// Lets time go on as virtual or as real time, from where it is.
    ///
    /// - Returns: false for a service elsewhere, which keeps real time.
    public func keepTime(_ mode: ScriptClock.Mode) -> Bool {
        guard host.isLocal || mode == .real else { return false }
        host.clock.mode = mode
        return true
    }
}
