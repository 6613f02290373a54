import JSON
import Lua
import Scripting

/// A state with `decode`, `encode`, `array`, `null` and `thing`, an object that has a JSON form.
func makeJSONState() throws -> LuaState {
    let state = try LuaState()
    state.installJSON()
    for function in JSONFunctions.all { state.globals.set(function) }
    state.globals.set(HostFunction("thing", doc: "") { $0.push(Thing(), as: thingClass) })
    state.globals.set(HostFunction("plain", doc: "") { $0.push(Plain(), as: plainClass) })
    state.stack.pushJSONNull()
    try state.globals.set("null", to: state.stack.value(at: -1))
    state.stack.pop()
    return state
}

final class Thing: JSONRepresentableObject {
    var json: JSONValue { ["z": 1, "a": []] }
}

final class Plain {}

let thingClass = LuaClass<Thing>("thing", doc: "")
let plainClass = LuaClass<Plain>("plain", doc: "")

extension LuaState {
    /// What `text` returns, as text.
    func text(_ text: String) throws -> String {
        let results = try load("return tostring((function() \(text) end)())", name: "test").call()
        guard case .string(let string)? = results.first else { return "nothing" }
        return string.repairedText
    }

    /// What the error says that `text` raises.
    func failure(_ text: String) throws -> String {
        do {
            return "no error, but \(try self.text(text))"
        } catch let error as LuaError {
            return error.message
        }
    }
}
