/// The three strings that name a session (session-directory 1.1, 1.3).
///
/// Names are kept as spelled; two references name the same session when their ``key`` is equal.
public struct SessionReference: Sendable, Hashable {
    /// The service configuration id.
    public let scid: String
    /// The name of the session template.
    public let templateName: String
    /// The session name.
    public let name: String

    /// Makes a reference; nothing is checked here, the directory judges names (1.8, 1.14).
    public init(scid: String, templateName: String, name: String) {
        self.scid = scid
        self.templateName = templateName
        self.name = name
    }

    /// `{scid}~{templateName}~{name}` in lower case: the identity of a session (1.4, 1.9, 1.10).
    public var key: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(scid.utf8.count + templateName.utf8.count + name.utf8.count + 2)
        bytes.append(contentsOf: scid.utf8)
        bytes.append(UInt8(ascii: "~"))
        bytes.append(contentsOf: templateName.utf8)
        bytes.append(UInt8(ascii: "~"))
        bytes.append(contentsOf: name.utf8)
        for place in bytes.indices {
            let byte = bytes[place]
            // What is not ASCII has lower-case forms of other lengths.
            guard byte < 0x80 else { return "\(scid)~\(templateName)~\(name)".lowercased() }
            if byte >= UInt8(ascii: "A"), byte <= UInt8(ascii: "Z") { bytes[place] = byte | 0x20 }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
