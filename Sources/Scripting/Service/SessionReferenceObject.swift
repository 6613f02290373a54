internal import Lua
package import Sessions

/// The name of a session, as scripts hold it.
package final class SessionReferenceObject {
    package let reference: SessionReference

    init(_ reference: SessionReference) { self.reference = reference }

    /// Reads the arguments of `service:reference`.
    init(reading call: borrowing LuaCall) throws {
        let host = call.host
        if let template = call.string(1) {
            reference = SessionReference(
                scid: ServiceObject.defaultScid, templateName: template,
                name: call.string(2) ?? host.guid().description)
            return
        }
        let fields = try TableArgument(call, 1)
        reference = SessionReference(
            scid: fields.string("scid") ?? ServiceObject.defaultScid,
            templateName: fields.string("template") ?? "",
            name: fields.string("name") ?? host.guid().description)
    }

    /// What names a session: its reference, or any snapshot of it.
    static let type = LuaType.either([.object("reference"), .object("session")])

    static let parameter = Parameter("ref", type, doc: "The session: its name, or a snapshot.")

    /// The names as a table.
    static let names = LuaType.named(
        "reference_names", doc: "The strings that name a session.",
        .record([
            .optional(
                "scid", .string,
                doc: "The service configuration id; the run's own when left out."),
            Parameter("template", .string, doc: "The name of the session template."),
            .optional("name", .string, doc: "The session's name; a fresh one when left out."),
        ]))
}

let referenceClass = LuaClass<SessionReferenceObject>(
    "reference", doc: "The three strings that name a session.", section: "1",
    fields: [
        .init("scid", "string", doc: "The service configuration id.") {
            $1.push($0.reference.scid)
        },
        .init("templateName", "string", doc: "The name of the session template.") {
            $1.push($0.reference.templateName)
        },
        .init("name", "string", doc: "The session name.") { $1.push($0.reference.name) },
    ],
    metamethods: [
        HostFunction("__tostring", returns: "string", doc: "Template and name.") { call in
            let reference = try call.object(1, of: referenceClass).reference
            call.push("\(reference.templateName)/\(reference.name)")
        },
        HostFunction("__eq", returns: "boolean", doc: "Whether both name the same session.") {
            call in
            let left = call.optionalObject(1, of: referenceClass)?.reference.key
            let right = call.optionalObject(2, of: referenceClass)?.reference.key
            call.push(left == right)
        },
    ])

extension LuaCall {
    /// Parameter `position`, which was found to be ``SessionReferenceObject/type``.
    func reference(_ position: Int) throws(LuaFault) -> SessionReference {
        if let session = optionalObject(position, of: sessionClass) { return session.reference }
        return try object(position, of: referenceClass).reference
    }
}
