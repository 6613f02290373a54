import JSON
import Sessions

/// One member of a session of the model.
struct ModelMember {
    enum State { case reserved, ready, active, inactive }

    var index: Int
    var xuid: UInt64
    var state: State
    /// When the member came into its state; what its timer counts from.
    var since: Timestamp
    var joinTime: Timestamp
    var gamertag: String?
    /// Where the member is active (9.1).
    var device: String?
    var activeTitle: String?
    /// Without `xuid` and `index`.
    var constants: Fields = [:]
    var customConstants: JSONValue = [:]
    /// Without `active` and `ready`.
    var properties: Fields = [:]
    var custom: JSONValue = [:]
    /// The episode that the member waits for or is in (8.1.3).
    var episode: Int?
    var failure: String?
    var roles: [String: String] = [:]

    /// A short name of the device, from the decoded address (4.2).
    var deviceToken: String? {
        address.map { bytes in
            SHA256.hash(bytes).prefix(4)
                .map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        }
    }

    var nat: String? {
        guard let address, address.count >= 2, address[0] == 1 else { return nil }
        return [0: "open", 1: "moderate", 2: "strict"][address[1]]
    }

    private var address: [UInt8]? {
        properties["secureDeviceAddress"]?.stringValue.flatMap(ModelBase64.decode)
    }

    func document(next: Int, turn: [Int], contractVersion: Int) -> JSONValue {
        var system = properties
        switch state {
        case .active: system["active"] = true
        case .ready: system["ready"] = true
        case .reserved, .inactive: break
        }
        if contractVersion < 107, let group = system.removeValue(forKey: "initializationGroup") {
            system["group"] = group
        }
        var constants = constants
        constants["xuid"] = .string(String(xuid))
        constants["index"] = .integer(Int64(index))
        var fields: Fields = [
            "constants": ["system": JSONValue(constants), "custom": customConstants],
            "properties": ["system": JSONValue(system), "custom": custom],
            "joinTime": .string(joinTime.description),
            "next": .integer(Int64(next)),
        ]
        if state == .reserved { fields["reserved"] = true }
        if state != .reserved, let gamertag { fields["gamertag"] = .string(gamertag) }
        if state == .active, let activeTitle { fields["activeTitleId"] = .string(activeTitle) }
        if let deviceToken { fields["deviceToken"] = .string(deviceToken) }
        if let nat { fields["nat"] = .string(nat) }
        if let episode { fields["initializationEpisode"] = .integer(Int64(episode)) }
        if let failure { fields["initializationFailure"] = .string(failure) }
        if !roles.isEmpty { fields["roles"] = JSONValue(roles.mapValues { .string($0) }) }
        if turn.contains(index) { fields["turn"] = true }
        return JSONValue(fields)
    }
}

/// Base64 with padding (RFC 4648, section 4).
enum ModelBase64 {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")

    static func decode(_ text: String) -> [UInt8]? {
        let characters = Array(text)
        guard characters.count.isMultiple(of: 4) else { return nil }
        let padding = characters.suffix(2).count { $0 == "=" }
        var bits: [Bool] = []
        for character in characters.dropLast(padding) {
            guard let value = alphabet.firstIndex(of: character) else { return nil }
            bits += (0..<6).map { value >> (5 - $0) & 1 == 1 }
        }
        return stride(from: 0, to: bits.count / 8 * 8, by: 8).map { start in
            bits[start..<start + 8].reduce(UInt8(0)) { $0 << 1 | ($1 ? 1 : 0) }
        }
    }
}
