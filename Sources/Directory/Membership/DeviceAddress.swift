internal import Sessions

/// What a secure device address tells (session-directory 4.2).
enum DeviceAddress {
    /// The token of the device: the first eight hexadecimal digits of SHA-256 over the address.
    ///
    /// Nil when the text is not base64.
    static func token(_ base64: String) -> String? {
        guard let address = Base64.decode(base64) else { return nil }
        let digits = SHA256.hash(address).prefix(4).map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }
        return digits.joined()
    }

    /// The NAT type that a V1.x address carries in its second byte; nil for every other address.
    static func nat(_ base64: String) -> String? {
        guard let address = Base64.decode(base64), address.count >= 2, address[0] == 1 else {
            return nil
        }
        return switch address[1] {
        case 0: "open"
        case 1: "moderate"
        case 2: "strict"
        default: nil
        }
    }
}
