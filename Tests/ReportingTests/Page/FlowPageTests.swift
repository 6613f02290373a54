import Foundation
import JSON
import Reporting
import Testing

@Suite struct `A page about flows` {
    @Test func `lists the flows for browsers that run no code`() {
        var lost = FlowPage.Flow(
            name: "finds <nobody>", file: "flows/a.lua", line: 7, verdict: "failed", tone: .bad,
            duration: "3 ms")
        lost.failure = ["expected 1 & 2", "to be \"3\"\u{202E}"]
        let fine = FlowPage.Flow(name: "joins", file: "flows/a.lua", verdict: "passed", tone: .good)
        let page = FlowPage(
            title: "nightly 'run'", facts: [.init("seed", "1"), .init("result", "1 of 2")],
            flows: [lost, fine])

        #expect(
            part(of: page.html, from: "<noscript>", to: "</noscript>") == """
                <noscript>
                <h1>nightly &#39;run&#39;</h1>
                <p>seed: 1, result: 1 of 2</p>
                <p>The timelines of these flows need JavaScript.</p>
                <ol>
                <li><strong>failed</strong> finds &lt;nobody&gt; (flows/a.lua:7, 3 ms)
                <pre>expected 1 &amp; 2
                to be &quot;3&quot;\\u{202E}</pre></li>
                <li><strong>passed</strong> joins (flows/a.lua)</li>
                </ol>
                </noscript>
                """)
    }

    @Test func `embeds what it shows so that nothing of it becomes markup`() throws {
        let hostile = "</script><script>alert(1)</script><!-- & \u{2028}\u{2029} \" ' ¨ ©"
        var flow = FlowPage.Flow(name: hostile, file: hostile, verdict: hostile, tone: .bad)
        flow.failure = [hostile]
        flow.output = [hostile]
        flow.command = hostile
        let text = hostile.replacingOccurrences(of: "\"", with: "\\\"")
        flow.recording = try recorded(
            #"print("\#(text)") stacy:create(ref, muster.request():set("\#(text)", "\#(text)"))"#)
        let page = FlowPage(
            title: hostile, facts: [.init(hostile, hostile)], flows: [flow],
            sources: [.init(name: hostile, text: hostile)])
        let html = page.html

        // The two blocks of data, and the code.
        #expect(html.components(separatedBy: "<script").count == 4)
        #expect(html.components(separatedBy: "</script").count == 4)
        #expect(!html.contains("<!-- "))
        #expect(!html.unicodeScalars.contains { $0 == "\u{2028}" || $0 == "\u{2029}" })

        let run = try JSONValue(parsing: block("run", of: html), limits: .loosest)
        #expect(run["title"]?.stringValue == hostile)
        #expect(run["flows"]?[0]?["name"]?.stringValue == hostile)
        #expect(run["flows"]?[0]?["failure"]?[0]?.stringValue == hostile)
        #expect(run["sources"]?[0]?["text"]?.stringValue == hostile)
        let recording = try JSONValue(parsing: block("recording-0", of: html), limits: .loosest)
        #expect(try FlowRecording(json: recording) == flow.recording)
    }

    @Test func `allows no code, no style and no access but its own`() throws {
        let html = FlowPage(title: "run", flows: []).html
        let policy = try #require(
            html.firstMatch(of: /Content-Security-Policy" content="([^"]*)"/)?.1)

        #expect(
            policy.replacing(/sha256-[A-Za-z0-9+\/]{43}=/, with: "sha256-…")
                == "default-src 'none'; style-src 'sha256-…'; script-src 'sha256-…'; "
                + "base-uri 'none'; form-action 'none'")
        for word in ["http:", "https:", "src=", "@import", "url("] {
            let found = html.replacingOccurrences(of: "http://www.w3.org/2000/svg", with: "")
            #expect(!found.contains(word), "the page fetches something")
        }
        for word in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("] {
            #expect(!html.contains(word), "the page makes markup of text")
        }
    }

    @Test func `has the same bytes each time`() throws {
        let script =
            "service.network:set { latency = '40ms' } stacy:create(ref, active) omar:join(ref)"
        func made() throws -> String {
            var flow = FlowPage.Flow(name: "a", file: "flow.lua", verdict: "passed", tone: .good)
            flow.recording = try recorded(script)
            return FlowPage(title: "run", flows: [flow, flow]).html
        }
        #expect(try made() == made())
    }

    private func part(of html: String, from start: String, to end: String) -> String {
        guard let first = html.range(of: start),
            let last = html.range(of: end, range: first.upperBound..<html.endIndex)
        else { return "" }
        return String(html[first.lowerBound..<last.upperBound])
    }

    private func block(_ id: String, of html: String) -> String {
        let start = "<script type=\"application/json\" id=\"\(id)\">"
        let whole = part(of: html, from: start, to: "</script>")
        return String(whole.dropFirst(start.count).dropLast("</script>".count))
    }
}
