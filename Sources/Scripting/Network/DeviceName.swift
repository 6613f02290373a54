internal import Sessions
internal import Transport

/// Addresses of simulated devices.
enum DeviceName {
    /// An address of the form V1, whose second byte tells the NAT type (session-directory 4.2): of
    /// the device that the token names, else of one that the user has alone.
    static func address(of caller: Caller, nat: NATType) -> String {
        let type: UInt8 =
            switch nat {
            case .open: 0
            case .moderate: 1
            case .strict: 2
            }
        let device =
            caller.deviceID.map { "device \($0)" }
            ?? "user \(caller.user?.xuid.description ?? "none")"
        return Base64.encode([1, type] + SHA256.hash(Array(device.utf8)).prefix(10))
    }
}
