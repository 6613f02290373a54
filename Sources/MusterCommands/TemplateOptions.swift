internal import ArgumentParser
internal import Directory
internal import JSON
internal import Scripting

/// Options that say which templates a local directory knows.
struct TemplateOptions: ParsableArguments {
    @Option(
        name: .customLong("template"),
        help: ArgumentHelp(
            "Add or replace a session template; may be repeated.", valueName: "file.json"))
    var files: [String] = []

    /// The files, if there are some.
    var mentioned: [String]? { files.isEmpty ? nil : files }

    /// The built-in templates and those of some files.
    ///
    /// - Throws: an exit code, after the reason was written.
    static func catalog(of files: [String]) throws(ExitCode) -> TemplateCatalog {
        var catalog = TemplateCatalog.builtIn
        for file in files { catalog.add(try template(in: file)) }
        return catalog
    }

    private static func template(in file: String) throws(ExitCode) -> SessionTemplate {
        let bytes: [UInt8]
        do throws(UnreadableFile) {
            bytes = try Terminal.read(file)
        } catch {
            Terminal.writeError("muster: \(error)\n")
            throw ExitStatus.misuse.error
        }
        let name = file.split(separator: "/").last.map(String.init) ?? file
        let document = try json(bytes, in: file)
        do throws(TemplateError) {
            return try SessionTemplate(
                json: document,
                name: name.hasSuffix(".json") ? String(name.dropLast(5)) : name,
                scid: ScriptOptions.defaultScid)
        } catch {
            Terminal.writeError("muster: could not load the template \(file): \(error)\n")
            throw ExitStatus.unreadableInput.error
        }
    }

    private static func json(_ bytes: [UInt8], in file: String) throws(ExitCode) -> JSONValue {
        do throws(JSONError) {
            return try JSONValue(parsing: bytes)
        } catch {
            let place = error.location(in: bytes)
            Terminal.writeError("\(file):\(place.line):\(place.column): \(error)\n")
            throw ExitStatus.unreadableInput.error
        }
    }
}
