internal import ArgumentParser
internal import Scripting

/// `muster init`: begins a folder for flows.
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Begins a folder with a first flow, a first test, settings and pipelines.",
        discussion: "Files that are there already are never written to.")

    @Argument(help: "The folder, which is made if it is missing; this one by default.")
    var folder = "."

    mutating func run() throws {
        let files = ProjectFile.all.map { (path: path(of: $0.path), file: $0) }
        let present = files.map(\.path).filter(Files.exists)
        guard present.isEmpty else {
            Terminal.writeError(
                "muster: nothing was written, since these are there already: "
                    + present.joined(separator: ", ") + "\n")
            throw ExitStatus.misuse.error
        }
        for (path, file) in files {
            do throws(UnwritableFile) {
                try Files.create(path, holding: file.text)
            } catch {
                Terminal.writeError("muster: \(error)\n")
                throw ExitStatus.misuse.error
            }
            Terminal.writeOutput(Array("wrote \(path): \(file.purpose)\n".utf8))
        }
        let flow = files[0].path
        Terminal.writeOutput(Array("\nBegin with: muster run \(flow)\n".utf8))
        Terminal.flushOutput()
    }

    private func path(of file: String) -> String {
        folder == "." ? file : folder + (folder.hasSuffix("/") ? "" : "/") + file
    }
}
