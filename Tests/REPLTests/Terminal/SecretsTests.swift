import Testing

@testable import REPL

@Suite struct `A history` {
    @Test(arguments: [
        ("password = 'x'", true), ("local Passwd = 1", true), ("h = { Authorization = a }", true),
        ("'XBL3.0 x=1;2'", true), ("header('Bearer abc')", true), ("API_KEY = 1", true),
        ("client_secret = 2", true), ("-- -----BEGIN PRIVATE KEY-----", true),
        ("lobby = stacy:get(ref)", false), ("tokens = {}", false), ("", false),
        ("pass = 1", false),
    ])
    func `does not remember secrets`(text: String, isSecret: Bool) {
        #expect(Secrets.isSecret(text) == isSecret)
    }
}
