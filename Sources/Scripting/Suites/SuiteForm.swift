internal import Lua
internal import TestRunner

/// What declares tests and blocks: `it` and `describe`, called or by their fields.
final class SuiteForm {
    /// Whether what is declared is marked as the only one to run.
    let isOnly: Bool
    /// Whether what is declared is not run.
    let isSkipped: Bool

    init(isOnly: Bool = false, isSkipped: Bool = false) {
        self.isOnly = isOnly
        self.isSkipped = isSkipped
    }

    /// Options as a call of this form means them.
    func applied(to options: SuiteOptions) -> SuiteOptions {
        var options = options
        if isOnly { options.isOnly = true }
        if isSkipped, options.skipReason == nil { options.skipReason = "" }
        return options
    }
}

private let nameParameter = Parameter("name", .string, doc: "What it is about.")
private let optionsParameter = Parameter("options", SuiteOptions.type)
private let casesParameter = Parameter("cases", .object("cases"), doc: "What to run it with.")

let describeClass = LuaClass<SuiteForm>(
    "describe", doc: "Declares a block of tests.",
    example: """
        describe("a lobby", function()
          local service = muster.service()
          it("takes its host", function()
            local host = service:users(1)[1]
            local lobby = host:create(service:reference "quick")
            expect(lobby):to_have_member(host)
          end)
        end)
        """,
    fields: [
        .init("only", "describe", doc: "Declares a block; nothing that is not marked so runs.") {
            $1.push(SuiteForm(isOnly: true, isSkipped: $0.isSkipped), as: describeClass)
        },
        .init("skip", "describe", doc: "Declares a block that does not run.") {
            $1.push(SuiteForm(isOnly: $0.isOnly, isSkipped: true), as: describeClass)
        },
    ],
    call: .init(
        "describe",
        [nameParameter, Parameter("body", .function, doc: "What declares its tests.")],
        overloads: [[nameParameter, optionsParameter, Parameter("body", .function)]],
        doc: "Declares a block of tests. Its body runs when the text around it has come to its end."
    ) { form, call in
        if try call.host.suite?.passesOverBlock() == true { return }
        let parent = try call.host.openBlock(for: "describe")
        let name = String(showing: call.stack.bytes(at: call.index(1)) ?? [])
        var options = try call.function(2) == nil ? SuiteOptions(call, 2) : SuiteOptions()
        options.addTags(of: name)
        let body = call.function(2) ?? call.function(3)
        parent.add(
            SuiteBlock(name, form.applied(to: options).inside(parent.options), body: body))
    })

let itClass = LuaClass<SuiteForm>(
    "it", doc: "Declares a test.",
    example: """
        it("counts seats", { tags = "fast", timeout = "5s" }, function()
          expect(1 + 1):to_be(2)
        end)
        """,
    fields: [
        .init("only", "it", doc: "Declares a test; nothing that is not marked so runs.") {
            $1.push(SuiteForm(isOnly: true, isSkipped: $0.isSkipped), as: itClass)
        },
        .init("skip", "it", doc: "Declares a test that does not run.") {
            $1.push(SuiteForm(isOnly: $0.isOnly, isSkipped: true), as: itClass)
        },
    ],
    call: .init(
        "it",
        [nameParameter, .optional("body", .function, doc: "The test; missing while unwritten.")],
        overloads: [
            [nameParameter, optionsParameter, .optional("body", .function)],
            [nameParameter, casesParameter, Parameter("body", .function)],
            [nameParameter, optionsParameter, casesParameter, Parameter("body", .function)],
        ],
        doc: "Declares a test. With cases, the body gets each of them in a test of its own."
    ) { form, call in
        if try call.host.suite?.passesOverTest(in: call) == true { return }
        let cases =
            call.optionalObject(2, of: casesClass) ?? call.optionalObject(3, of: casesClass)
        let block = try call.host.openBlock(for: "it", count: cases?.elements.count ?? 1)
        let name = String(showing: call.stack.bytes(at: call.index(1)) ?? [])
        var options = SuiteOptions()
        if call.stack.kind(at: call.index(2)) == .table { options = try SuiteOptions(call, 2) }
        options.addTags(of: name)
        let body = call.function(2) ?? call.function(3) ?? call.function(4)
        if body == nil, options.skipReason == nil { options.skipReason = "not yet written" }
        block.add(
            SuiteTest(
                name: name, options: form.applied(to: options).inside(block.options), body: body,
                cases: cases?.elements, location: call.location))
    })

/// What one test is to be run with, again and again.
final class SuiteCases {
    let elements: [LuaValue]

    init(_ elements: [LuaValue]) { self.elements = elements }
}

let casesClass = LuaClass<SuiteCases>(
    "cases", doc: "What one test is run with, once for each; `cases` makes it of a list.",
    fields: [
        .init("count", "integer", doc: "How many there are.") { $1.push($0.elements.count) }
    ])

extension ScriptHost {
    /// The block that takes a declaration.
    func openBlock(for what: String, count: Int = 1) throws(LuaFault) -> SuiteBlock {
        guard let suite else { throw LuaFault("'\(what)' is for files of tests") }
        return try suite.block(for: what, count: count)
    }
}
