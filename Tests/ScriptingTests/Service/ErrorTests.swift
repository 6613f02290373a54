import JSON
import Scripting
import Sessions
import Testing
import Transport

@Suite struct `The error of a refused request` {
    @Test func `tells what happened in its fields`() throws {
        let lines = try lines(
            """
            local bogus = muster.request():raw("/bogus", 1)
            ada:create(ref, active:visibility "visible")
            local function show(e)
              print(e.kind, e.status, e.rule, e.retryable, e.session, e.where)
              print(e.message)
              print(e.request)
            end
            local function try(f, ...)
              local _, e = pcall(f, ...)
              show(e)
            end
            try(function() ada:write(ref, bogus) end)
            try(function()
              grace:join(ref)
            end)
            try(function() ada:write(ref, muster.request():visibility "open") end)
            try(function() ada:get(service:reference("nowhere", "x")) end)
            try(function() ada:create(ref) end)
            """)

        #expect(
            lines == [
                "bad_request\t400\t5.1\tfalse\tnil\tflow.lua:12",
                "The field '/bogus' is not allowed.", #"request {"bogus":1}"#,
                "forbidden\t403\t9.2\tfalse\tsession quick #1 visible: 0 ada active\tflow.lua:14",
                "the caller may read the session but not change it",
                #"request {"members":{"me":{"properties":{"system":{"active":true}}}}}"#,
                "conflict\t409\t5.3.5\tfalse\tnil\tflow.lua:16",
                "The constant field '/constants/system/visibility' is specified in the request, "
                    + "but the value conflicts with the one in the session.",
                #"request {"constants":{"system":{"visibility":"open"}}}"#,
                "not_found\t404\t3.5.3\tfalse\tnil\tflow.lua:17",
                "The requested session template 'nowhere' wasn't found.", "nil",
                "out_of_sync\t412\t2.4.5\ttrue\tnil\tflow.lua:18",
                "the session exists already; 'write' or 'join' changes it", "request {}",
            ])
    }

    @Test func `is one line as text`() throws {
        let lines = try lines(
            """
            print(refusal(ada.write, ada, ref, muster.request():raw("/bogus", 1)))
            print(refusal(ada.join, ada, ref))
            print(refusal(ada.get, ada, service:reference("nowhere", "x")))
            """)

        #expect(
            lines == [
                "ada could not write to quick/lobby (400 bad_request): "
                    + "The field '/bogus' is not allowed. [rule 5.1]",
                "ada could not write to quick/lobby (412 out_of_sync): there is no such session; "
                    + "'write' or 'create' makes one [rule 2.4.4]",
                "ada could not read nowhere/x (404 not_found): "
                    + "The requested session template 'nowhere' wasn't found. [rule 3.5.3]; "
                    + "service:templates() lists what there is",
            ])
    }

    @Test func `stays the same object however often it is raised`() throws {
        let lines = try lines(
            """
            local _, first = pcall(ada.join, ada, ref)
            local _, second = pcall(error, first)
            local _, third = pcall(function() muster.spawn(error, second):wait() end)
            local _, fourth = coroutine.resume(coroutine.create(function() error(third, 0) end))
            print(first == fourth, rawequal(first, fourth), type(first), fourth.status)
            """)

        #expect(lines == ["true\ttrue\tuserdata\t412"])
    }

    @Test func `ends the script when nobody catches it`() throws {
        #expect(
            try ending("\nada:join(ref)")
                == .failed(
                    "ada could not write to quick/lobby (412 out_of_sync): there is no such "
                        + "session; 'write' or 'create' makes one [rule 2.4.4]"))
    }

    @Test func `has no other fields`() throws {
        let lines = try lines(
            """
            local e = refusal(ada.join, ada, ref)
            print(refusal(function() return e.stauts end))
            print(refusal(function() e.status = 1 end))
            """)

        #expect(
            lines == [
                "flow.lua:2: error has no field or method 'stauts'",
                "flow.lua:3: error has no field 'status'",
            ])
    }

    @Test(arguments: [
        (401, "unauthorized", false), (403, "forbidden", false), (404, "not_found", false),
        (405, "method_not_allowed", false), (406, "not_acceptable", false),
        (409, "conflict", false), (412, "out_of_sync", true), (429, "too_many_requests", true),
        (500, "unexpected_status", false), (503, "unavailable", true),
    ])
    func `has a kind for every status`(status: Int, kind: String, retryable: Bool) async throws {
        let response = DirectoryResponse(status: status, body: .text("two\r\nlines"))
        let run = try await ScriptHarness.run(
            """
            local e = refusal(ada.get, ada, ref)
            print(e.status, e.kind, e.retryable, e.rule, (e.message:gsub("%c+", "|")))
            print(tostring(e))
            """, over: ScriptedTransport(.success(response)))

        #expect(
            run.lines == [
                "\(status)\t\(kind)\t\(retryable)\tnil\ttwo|lines",
                "ada could not read quick/lobby (\(status) \(kind)): two lines",
            ])
    }
}

@Suite struct `The error of a service that is asked too much` {
    private func run(_ response: DirectoryResponse) async throws -> [String] {
        try await ScriptHarness.run(
            """
            local e = refusal(ada.get, ada, ref)
            print(e.status, e.retryable, e.retry_after, e.message, e.session)
            """, over: ScriptedTransport(.success(response))
        ).lines
    }

    @Test func `tells which limit was exceeded, and when to try again`() async throws {
        let limit: JSONValue = [
            "version": 1, "currentRequests": 31, "maxRequests": 30, "periodInSeconds": 15,
            "limitType": "rate",
        ]
        let refused = DirectoryResponse(
            status: 429, body: .json(limit), retryAfter: .milliseconds(12_001))
        #expect(
            try await run(refused) == [
                "429\ttrue\t13\tthe caller has sent more than 30 requests in 15 s\tnil"
            ])
    }

    @Test func `does without what the service does not tell`() async throws {
        #expect(
            try await run(DirectoryResponse(status: 429, body: .json([:]))) == [
                "429\ttrue\tnil\tthe caller has sent too many requests\tnil"
            ])
        #expect(
            try await run(DirectoryResponse(status: 503, retryAfter: .seconds(30))) == [
                "503\ttrue\t30\tthe service is overloaded\tnil"
            ])
    }
}

@Suite struct `A request without an answer` {
    private static let url = "http://127.0.0.1:1/x"
    private static let address = "; check that its address is right and that a service runs there"
    private static let service = "; check that the service still runs"

    @Test(arguments: [
        (TransportError.unreachable(url: url, reason: "refused"), "unreachable", true, address),
        (.connectionLost(url: url, reason: "reset"), "unreachable", true, service),
        (.timedOut(url: url, limit: .seconds(5)), "timeout", true, service),
        (.connectionLost(url: "the network", reason: "noise"), "unreachable", true, ""),
        (.malformedAnswer(url: url, reason: "no HTTP"), "transport", false, ""),
        (.answerTooLarge(url: url, limitBytes: 7), "transport", false, ""),
        (.cancelled, "transport", false, ""),
    ])
    func `raises an error that says why, and what to do`(
        failure: TransportError, kind: String, retryable: Bool, hint: String
    ) async throws {
        let run = try await ScriptHarness.run(
            """
            local function try(f, ...)
              local e = refusal(f, ...)
              print(e.kind, e.status, e.retryable, e.rule, e.session, e.request == active)
              print(e.message) print(e)
            end
            try(ada.write, ada, ref, active)
            """, over: ScriptedTransport(.failure(failure)))

        #expect(
            run.lines == [
                "\(kind)\tnil\t\(retryable)\tnil\tnil\ttrue", "\(failure)",
                "ada got no answer to PUT: \(failure)\(hint)",
            ])
        #expect(run.ending == .finished)
    }

    @Test func `ends the script as unreachable unless it is caught`() async throws {
        let failure = TransportError.unreachable(url: Self.url, reason: "refused")
        let transport = ScriptedTransport(.failure(failure))
        let text = "ada got no answer to GET: could not reach \(Self.url): refused\(Self.address)"

        #expect(
            try await ScriptHarness.run("ada:get(ref)", over: transport).ending
                == .unreachable(text))
        #expect(
            try await ScriptHarness.run(
                "muster.spawn(function() ada:get(ref) end):wait()", over: transport
            ).ending == .unreachable(text))
        #expect(
            try await ScriptHarness.run("pcall(ada.get, ada, ref)", over: transport).ending
                == .finished)
        #expect(
            try await ScriptHarness.run(
                "error(refusal(ada.get, ada, ref).kind, 0)", over: transport
            ).ending == .failed("unreachable"))
    }

    @Test func `is an event with its reason`() async throws {
        let run = try await ScriptHarness.run(
            "pcall(ada.get, ada, ref)", over: ScriptedTransport(.failure(.cancelled)))
        let events = run.events.map { event -> String in
            switch event {
            case .sent(let exchange):
                return "sent \(exchange.number)"
            case .unanswered(let exchange, reason: let reason):
                return "unanswered \(exchange.number) \(reason)"
            default:
                return "other"
            }
        }

        #expect(events == ["sent 1", "unanswered 1 the request was cancelled"])
    }
}
