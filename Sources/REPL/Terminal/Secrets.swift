/// What a history must not remember.
enum Secrets {
    /// Whether a statement seems to hold a secret: a token, a password, a key.
    static func isSecret(_ text: String) -> Bool {
        let text = text.lowercased()
        return marks.contains { text.contains($0) }
    }

    private static let marks = [
        "password", "passwd", "secret", "authorization", "bearer ", "xbl3.0", "api_key", "apikey",
        "private key", "access_token", "client_secret",
    ]
}
