internal import DirectoryRuntime
internal import Lua
internal import Transport

extension ScriptHost {
    /// The directory in process, for what no request can ask of a directory.
    ///
    /// - Parameter use: what the script wants to do, for the message.
    /// - Throws: ``LuaFault`` when the directory is elsewhere.
    func localDirectory(for use: String) throws(LuaFault) -> LocalDirectory {
        switch service.route {
        case .local(let transport): return transport.directory
        case .remote(_, let address):
            throw LuaFault(
                "'\(use)' needs a local directory: \(address) cannot be asked for it over the "
                    + "protocol; run the script with --service local")
        }
    }
}
