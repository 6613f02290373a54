import Foundation
import Testing

/// A browser without a window, where one is installed: `Scripts/test` sees to that.
struct Browser {
    /// What is said of tests that need a browser where there is none.
    static let absence: Comment = """
        no Chromium or Chrome was found in PATH; Scripts/test installs one (Debian's package chromium)
        """

    /// The program; nil when there is none.
    static let path: String? = {
        let folders = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
        return folders.split(separator: ":").lazy
            .flatMap { folder in names.map { "\(folder)/\($0)" } }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    /// What became of a page.
    struct Visit {
        /// The page's elements after its code has run, as HTML.
        let elements: String
        /// What the browser had to say of the page's code.
        let complaints: [String]
    }

    /// Opens a page, and lets ten seconds of its own time pass.
    ///
    /// - Parameters:
    ///   - html: the page.
    ///   - fragment: what stands after `#` in its address.
    ///   - width: that of the window, in pixels.
    static func visit(_ html: String, at fragment: String = "", width: Int = 1400) async throws
        -> Visit
    {
        let manager = FileManager.default
        let folder = manager.temporaryDirectory.appendingPathComponent("page-\(UUID().uuidString)")
        try manager.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? manager.removeItem(at: folder) }
        let file = folder.appendingPathComponent("page.html")
        try html.write(to: file, atomically: true, encoding: .utf8)
        let (output, errors) = (
            folder.appendingPathComponent("out"), folder.appendingPathComponent("err")
        )
        for stream in [output, errors] { try Data().write(to: stream) }

        let process = Process()
        process.executableURL = URL(fileURLWithPath: path ?? "/nonexistent")
        process.arguments = [
            "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr",
            "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-extensions", "--disable-sync", "--user-data-dir=\(folder.path)/profile",
            "--window-size=\(width),900",
            "--run-all-compositor-stages-before-draw",
            "--virtual-time-budget=10000", "--dump-dom", "\(file.absoluteString)#\(fragment)",
        ]
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        // Not waited for on the thread, which other tests need.
        try await withCheckedThrowingContinuation {
            (ended: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in ended.resume() }
            do { try process.run() } catch { ended.resume(throwing: error) }
        }
        let said = try String(contentsOf: errors, encoding: .utf8)
        let elements = try String(contentsOf: output, encoding: .utf8)
        // A browser that could not start, or lost one of its processes, says nothing of the page.
        try #require(
            process.terminationStatus == 0 && elements.contains("</html>"),
            "the browser ended with \(process.terminationStatus):\n\(said.suffix(2_000))")
        return Visit(
            elements: elements,
            complaints: said.split(separator: "\n").filter { $0.contains("CONSOLE") }
                .map(String.init))
    }
}

extension Browser.Visit {
    /// What the elements show that match a pattern of HTML with one group, without markup.
    func texts(_ pattern: Regex<(Substring, Substring)>) -> [String] {
        elements.matches(of: pattern).map { found in
            String(found.1).replacing(/<[^>]*>/, with: "")
                .replacing("&lt;", with: "<").replacing("&gt;", with: ">")
                .replacing("&amp;", with: "&").replacing("&nbsp;", with: " ")
                .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
    }

    /// The rows of the timeline that are there.
    var rows: [String] {
        texts(/<div class="row [^>]*>(.*?)<\/div>/)
    }

    /// The rows that a search has found.
    var hits: [String] { texts(/<div class="row [^"]*hit"[^>]*>(.*?)<\/div>/) }

    /// The row that is selected.
    var selected: [String] {
        texts(/<div class="row [^"]*selected[^"]*"[^>]*>(.*?)<\/div>/)
    }

    /// The names of the flows in the list.
    var flows: [String] {
        texts(/(?s)<li><a href="#flow=[^>]*>.*?<span class="name">(.*?)<\/span>/)
    }

    /// What the panel with the details shows.
    var panel: String { texts(/(?s)<div class="panel [^>]*>(.*?)<\/aside>/).first ?? "" }
}
