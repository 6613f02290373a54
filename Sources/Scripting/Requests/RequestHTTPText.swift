internal import Lua
internal import Sessions

/// A request as it goes over the wire (session-directory 2.3, 3.3).
enum RequestHTTPText {
    static let method = LuaClass<RequestObject>.Method(
        "http",
        [
            SessionReferenceObject.parameter,
            .optional("user", .object("user"), doc: "Whose Authorization it carries."),
        ], returns: "string",
        doc: "The whole HTTP message that writes it to a session, as it is sent: request line, "
            + "header fields, an empty line and the body. Lines before the body end in CR LF.",
        section: "2.3",
        example: """
            print(muster.request():set("map", "dust"):http(ref, stacy))
            """
    ) { request, call in
        let reference = try call.reference(1)
        let user = call.optionalObject(2, of: userClass)
        let message = request.message(to: reference, mode: request.mode)
        let form: HTTPRequestForm
        do throws(HTTPFormError) {
            form = try message.httpForm(as: user?.caller)
        } catch {
            throw LuaFault("the request cannot be sent over HTTP: \(error)")
        }
        var lines = ["\(form.method) \(form.target) HTTP/1.1"]
        lines += form.headers.fields.map { "\($0.name): \($0.value)" }
        lines.append("Content-Length: \(form.body.count)")
        let head = Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
        call.push(LuaValue.string(LuaString(head + form.body)))
    }
}
