internal import ArgumentParser
internal import Scripting

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Where settings come from that the command line does not mention: the environment, then a file.
struct ConfigurationOptions: ParsableArguments {
    @Option(
        name: .customLong("config"),
        help: ArgumentHelp(
            "Read settings from this file; by default from the nearest .muster.lua here or above.",
            valueName: "file.lua"))
    var file: String?

    /// The file; nil when none is named and there is none.
    var path: String? { file ?? Files.nearest(Configuration.fileName) }

    /// The settings of the environment and of the file, paths as the process can use them.
    ///
    /// - Throws: an exit code, after the reason was written.
    func load() throws(ExitCode) -> Configuration { try sources().both }

    /// Settings by where they come from.
    struct Sources {
        let environment: Configuration
        let file: Configuration

        var both: Configuration { environment.over(file) }
    }

    /// The settings of ``load()``, each place by itself.
    ///
    /// - Throws: an exit code, after the reason was written.
    func sources() throws(ExitCode) -> Sources {
        let environment: Configuration
        do throws(ConfigurationError) {
            environment = try Configuration(environment: Self.variable)
        } catch {
            Terminal.writeError("muster: \(error)\n")
            throw ExitStatus.misuse.error
        }
        return Sources(
            environment: environment, file: try path.map(settings) ?? Configuration())
    }

    private func settings(in path: String) throws(ExitCode) -> Configuration {
        let text: [UInt8]
        do throws(UnreadableFile) {
            text = try Terminal.read(path)
        } catch {
            Terminal.writeError("muster: \(error)\n")
            throw ExitStatus.misuse.error
        }
        do throws(ConfigurationError) {
            var settings = try Configuration(reading: text, name: path)
            settings.templates = settings.templates?.map { Self.path($0, from: path) }
            return settings
        } catch {
            Terminal.writeError("\(error)\n")
            throw ExitStatus.unreadableInput.error
        }
    }

    /// A path that a file at `place` gives, seen from the process.
    private static func path(_ path: String, from place: String) -> String {
        guard !path.hasPrefix("/"), let slash = place.lastIndex(of: "/") else { return path }
        return place[...slash] + path
    }

    static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}
