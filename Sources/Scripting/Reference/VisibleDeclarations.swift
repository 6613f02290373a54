internal import Lua

/// The declarations that scripts see, in the order of the reference.
///
/// A new class is listed here; functions, methods, fields and types are found from there. Tests say
/// when something that a script can reach is missing.
enum VisibleDeclarations {
    static let modules = [
        ReferenceGroup(
            .module, ScriptReference.moduleName, doc: MusterModule.doc,
            entries: MusterModule.functions.map {
                ReferenceEntry($0, .function, of: ScriptReference.moduleName)
            }
                + MusterModule.values.map {
                    ReferenceEntry(
                        field: $0.name, $0.type, of: ScriptReference.moduleName, doc: $0.doc)
                }),
        ReferenceGroup(
            .module, "json", doc: "JSON text from Lua values, and back.",
            entries: JSONFunctions.all.map { ReferenceEntry($0, .function, of: "muster.json") }),
        ReferenceGroup(
            .module, "base64", doc: "Bytes as base64 text, and back.",
            entries: Base64Functions.all.map { ReferenceEntry($0, .function, of: "muster.base64") }),
    ]

    static let classes = [
        ReferenceGroup(serviceClass),
        ReferenceGroup(titleClass),
        ReferenceGroup(userClass),
        ReferenceGroup(referenceClass),
        ReferenceGroup(requestClass),
        ReferenceGroup(sessionClass),
        ReferenceGroup(memberClass),
        ReferenceGroup(handleClass),
        ReferenceGroup(listingClass),
        ReferenceGroup(connectionClass),
        ReferenceGroup(changeClass),
        ReferenceGroup(conflictClass),
        ReferenceGroup(versionClass),
        ReferenceGroup(taskClass),
        ReferenceGroup(channelClass),
        ReferenceGroup(clockClass),
        ReferenceGroup(networkClass),
        ReferenceGroup(faultClass),
        ReferenceGroup(expectationClass),
        ReferenceGroup(thrownErrorClass, moreFields: ServiceError.fields),
    ]

    /// Tables that only fields and results name.
    static let tables =
        SessionTables.all + HandleFieldList.tables + [TapQueue.type] + [Configuration.type]

    static let globals = ReferenceGroup(
        .globals, "globals", doc: "What is not as in Lua's manual, so that runs can be repeated.",
        entries: StandardFunctions.documented)

    /// What test files alone find.
    static let tests = ReferenceGroup(
        .globals, "tests",
        doc:
            "What files of tests find beside all else; context, insulate and expose are other names "
            + "of describe, spec and test of it.",
        entries: SuiteReference.entries)

    /// Classes that test files alone have objects of.
    static let testClasses = SuiteReference.classes
}
