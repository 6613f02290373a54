#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// The editor that `$VISUAL` or `$EDITOR` names, for one text.
enum ExternalEditor {
    /// Has a person edit a text in a terminal that nobody else uses meanwhile.
    ///
    /// - Throws: ``CommandError``; the text is lost to nobody, since it is still what it was.
    static func edit(
        _ text: String, environment: [String: String]
    ) throws(CommandError) -> String {
        let editors = [environment["VISUAL"], environment["EDITOR"]].compactMap(\.self)
        guard let editor = editors.first(where: { !$0.isEmpty }) else {
            throw CommandError("set EDITOR to the program that edits text, such as EDITOR=vi")
        }
        let named = environment["TMPDIR"] ?? ""
        let folder = named.isEmpty ? "/tmp" : named
        var path = Array("\(folder)/muster-XXXXXX.lua".utf8CString)
        let file = mkstemps(&path, 4)
        guard file >= 0 else { throw fault("make a file in \(folder)") }
        let name = String(decoding: path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { unlink(name) }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
            guard count > 0 else { break }
            rest = rest.dropFirst(count)
        }
        close(file)
        guard rest.isEmpty else { throw fault("write \(name)") }
        try run(editor, on: name)
        let edited = try TextFile.read(name)
        return edited.hasSuffix("\n") ? String(edited.dropLast()) : edited
    }

    private static func run(_ editor: String, on path: String) throws(CommandError) {
        // By the shell, for EDITOR may hold arguments, too.
        let words = ["/bin/sh", "-c", "exec \(editor) \"$1\"", "sh", path]
            .map { (word: String) -> UnsafeMutablePointer<CChar>? in strdup(word) }
        defer { for word in words { free(word) } }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // What this process passes over, the editor handles itself.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        var child: pid_t = 0
        let code = posix_spawn(&child, "/bin/sh", nil, &attributes, words + [nil], environ)
        guard code == 0 else {
            throw CommandError("could not start \(editor): \(String(cString: strerror(code)))")
        }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        guard status == 0 else { throw CommandError("\(editor) failed; the text is as it was") }
    }

    private static func fault(_ action: String) -> CommandError {
        CommandError("could not \(action): \(String(cString: strerror(errno)))")
    }
}
