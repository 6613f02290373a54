/// Which contract versions are served (session-directory 2.1).
enum ContractVersion {
    /// Reads the header: what is missing or no integer is 400, what is too old is 406.
    ///
    /// The legacy versions 100 to 103 are served on the session itself when they are switched on
    /// (3.8.2). Later versions than the current one are served as the current one.
    static func read(
        _ header: String?, isSession: Bool, options: DirectoryOptions
    ) throws(Rejection) -> Int {
        guard let header else {
            throw .badRequest(
                "The header 'X-Xbl-Contract-Version' is required.", rule: "2.1.3")
        }
        guard header.utf8.allSatisfy({ (48...57).contains($0) }), let version = Int(header) else {
            throw .badRequest(
                "The header 'X-Xbl-Contract-Version' must be an integer.", rule: "2.1.3")
        }
        if version >= 104 { return min(version, SessionRendering.currentVersion) }
        guard options.legacyContracts, isSession, version >= 100 else {
            throw .text(
                406, "The contract version \(version) is not supported; send 104 to 107.",
                rule: options.legacyContracts ? "3.8.2" : "2.1.3")
        }
        return version
    }
}
