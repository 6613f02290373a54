internal import Lua

/// What test files alone find, for the reference.
enum SuiteReference {
    /// The classes that they alone have objects of.
    static let classes = [
        ReferenceGroup(describeClass), ReferenceGroup(itClass), ReferenceGroup(casesClass),
    ]

    /// Their globals.
    static let entries: [ReferenceEntry] =
        [describeClass.call, itClass.call].compactMap(\.self).map {
            ReferenceEntry($0, .function, of: "")
        } + SuiteGlobals.functions.map { ReferenceEntry($0, .function, of: "") }
        + ExpectFunctions.all.map { function in
            ReferenceEntry(
                function: function.name, of: "", function.parameters, returns: function.returns,
                doc: "The same as muster.\(function.name).")
        } + AssertionGlobals.documented
}
