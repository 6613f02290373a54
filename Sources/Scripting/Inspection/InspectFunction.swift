internal import JSON
internal import Lua

/// `muster.inspect`.
enum InspectFunction {
    static let inspect = HostFunction(
        "inspect",
        [
            Parameter("value", .any, doc: "Any value, a session or a request too."),
            .optional("options", optionsType, doc: "How it is shown."),
        ], returns: "string",
        doc: "Shows any value as text: tables within the width, cycles by number.",
        example: """
            print(muster.inspect({ map = "dust", players = { "stacy", "omar" } }, { width = 30 }))
            """
    ) { call in
        let options = try Options(call)
        let shown: InspectedValue
        if let document = call.document(1) {
            shown = InspectedValue(document, options.limits)
        } else {
            var reader = InspectionReader(call.stack, options.limits)
            shown = try reader.read(call.index(1))
        }
        call.push(InspectionLayout(options.style).text(shown))
    }

    private static let optionsType = LuaType.named(
        "inspect_options", doc: "How a value is shown as text.",
        .record([
            .optional(
                "width", .integer, doc: "Columns of a line, 1 to 10000; those of the terminal."),
            .optional("depth", .integer, doc: "Tables inside each other, 0 to 100."),
            .optional("color", .boolean, doc: "Whether words are coloured."),
        ]))

    private struct Options {
        var style: InspectionStyle
        var limits = InspectionLimits()

        init(_ call: borrowing LuaCall) throws {
            style = call.host.inspection
            guard !call.isNilOrNone(2) else { return }
            let fields = try TableArgument(call, 2)
            if let value = fields["width"] {
                guard let number = value.integerValue, (1...10_000).contains(number) else {
                    throw fields.fault("width", "a number from 1 to 10000")
                }
                style.width = Int(number)
            }
            if let value = fields["depth"] {
                guard let number = value.integerValue, (0...100).contains(number) else {
                    throw fields.fault("depth", "a number from 0 to 100")
                }
                limits.depth = Int(number)
            }
            if let flag = fields["color"]?.boolValue { style.isColored = flag }
        }
    }
}

extension LuaCall {
    /// The JSON form of the object at parameter `position`; nil when it has none.
    fileprivate func document(_ position: Int) -> JSONValue? {
        stack.kind(at: index(position)) == .userdata
            ? (try? stack.json(at: index(position))) : nil
    }
}
