public import Lua

/// The state of a world of tests before there is anything of a test in it, from which worlds begin one
/// after the other: each then costs a small part of what filling a state takes.
public final class TestWorldImage {
    private let image: LuaImage

    /// Fills a state, with what nearly every test uses.
    ///
    /// - Returns: nil when it does not fit into an image; worlds are then made without one.
    /// - Throws: ``LuaError`` when there is no memory for a state.
    public init?() throws(LuaError) {
        let image = try LuaImage { lua throws(LuaError) in
            var libraries = try ScriptLibraries(fillingIn: lua)
            let assertions = try SuiteGlobals.install(in: lua)
            let engine = try assertions.loadEngine(in: lua)
            let bodies = try libraries.prepare(lua)
            let originals = libraries.originals
            return LuaImage.Values(
                functions: [
                    originals.time, originals.date, originals.randomseed, assertions.original,
                ],
                tables: [
                    libraries.module, engine, bodies.following, bodies.expecting,
                    bodies.clearing,
                ] + Self.globals.compactMap { assertions.tables[$0] })
        }
        guard let image else { return nil }
        self.image = image
    }

    private static let globals = AssertionGlobals.metamethods.map(\.name)

    /// Begins a state; nil while the one before is open.
    func open() -> (lua: LuaState, libraries: ScriptLibraries, assertions: Assertions)? {
        guard let (lua, values) = image.open() else { return nil }
        let (functions, tables) = (values.functions, values.tables)
        let originals = StandardFunctions.Originals(
            time: functions[0], date: functions[1], randomseed: functions[2])
        let assertions = Assertions(
            original: functions[3],
            tables: Dictionary(uniqueKeysWithValues: zip(Self.globals, tables.dropFirst(5))),
            engine: tables[1])
        let bodies = ScriptLibraries.Bodies(
            following: tables[2], expecting: tables[3], clearing: tables[4])
        return (lua, ScriptLibraries(originals, tables[0], bodies), assertions)
    }
}
