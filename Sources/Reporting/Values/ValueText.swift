public import Lua
public import Scripting

/// Any Lua value as a person wants to see it at a prompt: tables within the width and folded at a
/// depth, long lists and strings cut, sessions and other objects as readable documents.
///
/// No code of a script runs: of metamethods, only `__tostring` of objects declared in Swift is asked.
public struct ValueText {
    private let style: InspectionStyle
    /// How many tables inside each other are shown.
    private let depth: Int
    /// How many elements of one list, and members of one table, are shown.
    public var entriesLimit = 50
    /// Whether a table with a `__tostring` is shown by it, which runs its code.
    public var usesToString = false
    /// The line that ends what was cut; empty for none.
    public var note = "some is left out: muster.inspect(_) gives more"

    /// Makes texts.
    ///
    /// - Parameters:
    ///   - style: the width and colours.
    ///   - depth: how many tables inside each other are shown.
    public init(style: InspectionStyle, depth: Int = 4) {
        self.style = style
        self.depth = max(0, depth)
    }

    private var limits: InspectionLimits {
        var limits = InspectionLimits()
        limits.depth = depth
        limits.entries = max(1, entriesLimit)
        limits.stringBytes = 400
        return limits
    }

    /// A string that is looked at by itself may take more room.
    private var stringLimits: InspectionLimits {
        var limits = limits
        limits.stringBytes = 2_000
        return limits
    }

    /// Makes texts of a width, in colour or not.
    public init(width: Int, isColored: Bool, depth: Int = 4) {
        self.init(style: InspectionStyle(width: width, isColored: isColored), depth: depth)
    }

    /// The text of a value, without a line break at its end. Stack: +0
    public func text(of value: LuaValue, on stack: LuaStack) -> String {
        guard stack.reserve(20) else { return Self.tooDeep }
        stack.push(value)
        defer { stack.pop() }
        return text(at: -1, of: stack)
    }

    /// The text of the value at `index`, without a line break at its end. Stack: +0
    public func text(at index: Int, of stack: LuaStack) -> String {
        guard stack.reserve(40) else { return Self.tooDeep }
        let index = stack.absolute(index)
        if let object = stack.anyObject(at: index),
            let text = ObjectText(style: style, limits: limits).text(of: object, on: stack)
        {
            return text
        }
        if stack.kind(at: index) == .table {
            if usesToString, let text = ownText(at: index, of: stack) { return text }
            if let objects = objects(at: index, of: stack),
                let text = ObjectList(style, limits).text(of: objects)
            {
                return text
            }
        }
        return plainText(at: index, of: stack)
    }

    private static let tooDeep = "(there is no room on Lua's stack to show the value)"

    private func plainText(at index: Int, of stack: LuaStack) -> String {
        let isString = stack.kind(at: index) == .string
        var reader = InspectionReader(stack, isString ? stringLimits : limits)
        let value: InspectedValue
        do throws(LuaFault) {
            value = try reader.read(index)
        } catch {
            return "(\(error))"
        }
        var layout = InspectionLayout(style)
        layout.cutsStrings = !isString
        let text = layout.text(value)
        guard value.isCut, !note.isEmpty else { return text }
        return text + "\n" + style.text.dim(note)
    }

    /// What a table's own `__tostring` gives; nil when it has none or that fails.
    private func ownText(at index: Int, of stack: LuaStack) -> String? {
        guard stack.pushMetatable(of: index) else { return nil }
        let kind = stack.pushField("__tostring", of: -1)
        stack.pop(2)
        guard kind != .nil, let text = try? stack.text(at: index) else { return nil }
        return PrintableText.paragraph(String(decoding: text, as: UTF8.self))
    }

    /// The objects of a list that holds nothing else; nil for another table.
    private func objects(at index: Int, of stack: LuaStack) -> [AnyObject]? {
        let length = stack.rawLength(at: index)
        guard (1...10_000).contains(length) else { return nil }
        var objects: [AnyObject] = []
        for position in 1...length {
            stack.pushElement(position, of: index)
            defer { stack.pop() }
            guard let object = stack.anyObject(at: -1) else { return nil }
            objects.append(object)
        }
        var count = 0
        stack.forEachPair(of: index) { _ in count += 1 }
        return count == length ? objects : nil
    }
}
