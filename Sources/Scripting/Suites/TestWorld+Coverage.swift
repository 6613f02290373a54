public import Lua

extension TestWorld {
    /// Which lines ran, and how often, of the text that was declared and of modules; nil unless
    /// ``ScriptOptions/countsLines``.
    ///
    /// Of a text that leaves out other tests, the lines of those are missing: ``lines(of:)``
    /// has all of a file.
    public var lineCoverage: LineCoverage? { host.lua.lineCoverage }

    /// The lines of a file that hold code, as lines that never ran, to be merged with what
    /// ran of it.
    ///
    /// - Throws: ``LuaError`` of kind ``LuaError/Kind/syntax`` for a text that is no Lua.
    public func lines(of file: TestFile) throws(LuaError) -> LineCoverage {
        try host.lua.linesNotRun(of: file.source, name: file.name)
    }
}
