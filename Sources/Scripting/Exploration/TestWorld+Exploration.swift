public import TestRunner

extension TestWorld {
    /// The decisions so far: the choices that the schedule of the world made otherwise than an
    /// ordinary run makes them. An attempt under the schedule of these is the same.
    public var decisions: [Decision] { host.choices?.decisions ?? [] }

    /// How many users have sent a request to a local directory, counted under a schedule alone;
    /// otherwise 0.
    public var players: Int { host.choices?.players ?? 0 }
}
