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
        return base64([1, type] + SHA256.hash(Array(device.utf8)).prefix(10))
    }

    /// - Precondition: the number of bytes is a multiple of three, so that nothing is filled up.
    private static func base64(_ bytes: [UInt8]) -> String {
        precondition(bytes.count.isMultiple(of: 3), "an address of another length")
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var text = ""
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let bits =
                Int(bytes[start]) << 16 | Int(bytes[start + 1]) << 8 | Int(bytes[start + 2])
            for shift in [18, 12, 6, 0] { text.append(digits[bits >> shift & 63]) }
        }
        return text
    }
}
