import TestRunner
import Testing

@Suite struct `A word of a command line` {
    @Test(arguments: [
        ("plain", "plain"), ("a/b-c_d.lua:1", "a/b-c_d.lua:1"), ("", "''"),
        ("two words", "'two words'"),
        ("it's", #"'it'\''s'"#), ("=name", "'=name'"), ("a=b", "a=b"), ("$(id)", "'$(id)'"),
        ("two\nlines", #""$(printf 'two\012lines')""#),
        ("-'\\%\t", #""$(printf '\055\047\\%%\011')""#),
        ("\u{202E}é", #""$(printf '\342\200\256é')""#),
    ])
    func `is what a shell reads as the text`(text: String, expected: String) {
        #expect(text.quotedForShell == expected)
    }
}
