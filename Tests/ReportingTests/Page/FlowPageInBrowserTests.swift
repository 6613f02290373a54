import Reporting
import Scripting
import Testing

@Suite(
    .serialized, .timeLimit(.minutes(5)), .enabled(if: Browser.path != nil, Browser.absence))
struct `A page about flows in a browser` {
    private static let seat = """
        local lobby = stacy:create(ref, muster.request():set("map", "dust"):reserve(omar):join { active = true })
        pcall(omar.write, omar, ref, active, "create")
        muster.sleep "31s"
        stacy:get(ref)
        print "the seat is free"
        muster.expect(1):to_be(2)
        """
    private static let hostile = #"""
        print("</script><script>document.title = 'lost'</script><b>bold</b>\u{202E}")
        stacy:create(ref, muster.request():set("<img src=x onerror=alert(1)>", { __proto__ = 9007199254740993 }):join { active = true })
        """#

    private func page() throws -> FlowPage {
        func flow(
            _ name: String, _ verdict: String, _ tone: FlowPage.Tone, _ script: String
        ) throws -> FlowPage.Flow {
            var flow = FlowPage.Flow(name: name, file: "flow.lua", verdict: verdict, tone: tone)
            flow.recording = try recorded(script, fails: tone == .bad)
            return flow
        }
        var failed = try flow("a seat runs out", "failed", .bad, Self.seat)
        failed.failure = ["expected 1 to be 2"]
        return FlowPage(
            title: "run",
            flows: [
                failed, try flow("<i>hostile</i>", "passed", .good, Self.hostile),
                FlowPage.Flow(
                    name: "not run", file: "flow.lua", verdict: "skipped", tone: .skipped),
            ], sources: [.init(name: "flow.lua", text: Self.seat)])
    }

    @Test func `shows who did what, and first what failed`() async throws {
        let visit = try await Browser.visit(try page().html)

        #expect(visit.complaints == [])
        #expect(visit.flows == ["a seat runs out", "<i>hostile</i>", "not run"])
        #expect(
            visit.rows == [
                "0.000 stacy PUT quick/lobby → 201 #1 "
                    + #"{"properties":{"custom":{"map":"dust"}},"members":{"reserve_0":{"constants""#
                    + #":{"system":{"xuid":"2"}}},"me":{"properties":{"system":{"active":true}}}}}"#,
                "0.000 omar PUT quick/lobby → 412 § 2.4.5 "
                    + #"{"members":{"me":{"properties":{"system":{"active":true}}}}}"#,
                "31.000 + 31 s", "31.000 stacy GET quick/lobby → 200 #2",
                "31.000 the seat is free", "31.000 ✗ 1 to be 2",
            ])
        #expect(visit.selected == ["31.000 ✗ 1 to be 2"])
        #expect(visit.panel.contains("flow.lua:6"))
    }

    @Test func `shows the session at an event, and what had changed`() async throws {
        let visit = try await Browser.visit(try page().html, at: "flow=0&event=3&tab=session")

        #expect(visit.complaints == [])
        #expect(
            visit.panel.hasPrefix(
                "quick/lobby‹#2 · 2 of 2 versions›first seen by stacy at 31.000 s"))
        #expect(
            visit.texts(/<span class="line added">(.*?)\n<\/span>/).contains(
                #"+ "changeNumber": 2,"#))
        #expect(
            visit.texts(/<span class="line removed">(.*?)\n<\/span>/).contains(
                #"- "changeNumber": 1,"#))
    }

    @Test func `tells users apart that have no name`() async throws {
        var flow = FlowPage.Flow(name: "users", file: "flow.lua", verdict: "passed", tone: .good)
        flow.recording = try recorded(
            "for _, user in ipairs(muster.service():users(2)) do user:get(ref) end")
        let visit = try await Browser.visit(
            FlowPage(title: "run", flows: [flow]).html, at: "flow=0")

        #expect(visit.complaints == [])
        #expect(
            visit.texts(/<span class="head color-\d"[^>]*><span>(.*?)<\/span>/)
                == ["…100001", "…100002"])
    }

    @Test func `rebuilds each document from what is kept of it`() async throws {
        var flow = FlowPage.Flow(name: "rounds", file: "flow.lua", verdict: "passed", tone: .good)
        flow.recording = try recorded(
            """
            stacy:create(ref, muster.request():set("list", { "a", { b = 1 } }):join { active = true })
            for round = 1, 30 do
              stacy:write(ref, muster.request():set("round", round):set("list", { "a", { b = round }, round }))
            end
            omar:join(ref)
            """)
        let visit = try await Browser.visit(
            FlowPage(title: "run", flows: [flow]).html, at: "flow=0&event=30&tab=session")

        #expect(visit.complaints == [])
        #expect(
            visit.texts(/<span class="line added">(.*?)\n<\/span>/) == [
                #"+ "changeNumber": 31,"#, #"+ "b": 30"#, "+ 30", #"+ "round": 30"#,
            ])
        #expect(
            visit.texts(/<span class="line removed">(.*?)\n<\/span>/) == [
                #"- "changeNumber": 30,"#, #"- "b": 29"#, "- 29", #"- "round": 29"#,
            ])
    }

    @Test func `shows the script with the line of an event`() async throws {
        let visit = try await Browser.visit(try page().html, at: "flow=0&event=1&tab=script")

        #expect(visit.complaints == [])
        #expect(
            visit.texts(/<li id="source-0-2" class="here"[^>]*>(.*?)<\/li>/) == [
                #"21pcall(omar.write, omar, ref, active, "create")"#
            ])
    }

    @Test func `finds what was printed, requested and answered`() async throws {
        let printed = try await Browser.visit(try page().html, at: "flow=0&search=seat%20is%20FREE")
        #expect(printed.complaints == [])
        #expect(printed.flows == ["a seat runs out"])
        #expect(printed.hits == ["31.000 the seat is free"])

        // The document that an answer shows for the first time, and the one in which it is gone.
        let document = try await Browser.visit(try page().html, at: "flow=0&search=nexttimer")
        #expect(document.hits.map { $0.prefix(9) } == ["0.000 sta", "31.000 st"])

        let member = try await Browser.visit(
            try page().html, at: "flow=0&search=%22map%22:%20%22dust%22")
        #expect(member.hits.map { $0.prefix(9) } == ["0.000 sta"])

        let nothing = try await Browser.visit(try page().html, at: "search=nowhere")
        #expect(nothing.flows == [])
    }

    @Test func `shows flows of one verdict`() async throws {
        let visit = try await Browser.visit(try page().html, at: "verdicts=passed%7Cskipped")
        #expect(visit.complaints == [])
        #expect(visit.flows == ["<i>hostile</i>", "not run"])
    }

    @Test func `takes what scripts say for text`() async throws {
        let visit = try await Browser.visit(try page().html, at: "flow=1&event=1")

        #expect(visit.complaints == [])
        #expect(visit.elements.contains("<title>run</title>"))
        #expect(
            visit.rows.first
                == "0.000 </script><script>document.title = 'lost'</script><b>bold</b>\\u{202E}")
        #expect(visit.panel.contains(#""<img src=x onerror=alert(1)>""#))
        // Digits that JavaScript's numbers do not have, below a name that its objects treat apart.
        #expect(visit.panel.contains(#""__proto__": 9007199254740993"#))
    }

    @Test func `is led with the keyboard`() async throws {
        let keys = ["Home", "ArrowDown", "ArrowRight", "]", "[", "End", "ArrowUp", "n"]
        let visit = try await Browser.visit(
            try pressing(keys, at: "flow=0"), at: "flow=0&search=free")

        #expect(visit.complaints == [])
        #expect(
            visit.texts(/<p class="state">(.*?)<\/p>/) == [
                "flow=0&event=0&search=free", "flow=0&event=1&search=free",
                // Of the flows, only this one is found.
                "flow=0&event=1&tab=session&search=free", "flow=0&event=1&tab=session&search=free",
                "flow=0&event=1&tab=session&search=free", "flow=0&event=5&tab=session&search=free",
                "flow=0&event=4&tab=session&search=free", "flow=0&event=4&tab=session&search=free",
            ])
    }

    /// The page with code that presses keys, one after the other, and writes down the address.
    private func pressing(_ keys: [String], at fragment: String) throws -> String {
        let list = keys.map { "\"\($0)\"" }.joined(separator: ",")
        let code = """
            <script>
            setTimeout(() => {
              for (const key of [\(list)]) {
                document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
                const state = document.createElement("p");
                state.className = "state";
                state.textContent = location.hash.slice(1);
                document.body.append(state);
              }
            }, 500);
            </script>
            """
        let html = try page().html.replacing(
            /script-src '[^']*'/, with: "script-src 'unsafe-inline'")
        return html.replacing("</body>", with: code + "</body>")
    }

    @Test func `makes only those rows of a long flow that are near`() async throws {
        var recorder = FlowRecorder()
        for number in 1...5_000 { recorder.note(.printed(Array("line \(number)".utf8))) }
        var flow = FlowPage.Flow(name: "long", file: "flow.lua", verdict: "passed", tone: .good)
        flow.recording = recorder.recording
        let html = FlowPage(title: "run", flows: [flow]).html

        let start = try await Browser.visit(html)
        #expect(start.rows.count < 400)
        #expect(start.rows.first == "0.000 line 1")
        let end = try await Browser.visit(html, at: "flow=0&event=4999")
        #expect(end.selected == ["0.000 line 5000"])
    }

    @Test func `has room for many flows`() async throws {
        var flow = FlowPage.Flow(name: "a seat", file: "flow.lua", verdict: "passed", tone: .good)
        flow.recording = try recorded(Self.seat, fails: true)
        var flows = Array(repeating: flow, count: 500)
        flows[499].name = "the last one"
        let html = FlowPage(title: "run", flows: flows).html

        let visit = try await Browser.visit(html, at: "search=the%20last")
        #expect(visit.complaints == [])
        #expect(visit.flows == ["the last one"])
    }

    @Test func `fits a narrow window, with the list and a flow apart`() async throws {
        let list = try await Browser.visit(try page().html, width: 400)
        #expect(list.complaints == [])
        #expect(list.rows == [])
        let flow = try await Browser.visit(try page().html, at: "flow=0", width: 400)
        #expect(flow.complaints == [])
        #expect(flow.rows.count == 6)
        #expect(flow.selected == [])
    }
}
