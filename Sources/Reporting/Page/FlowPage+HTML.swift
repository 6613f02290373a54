internal import JSON
internal import Scripting
internal import Sessions

extension FlowPage {
    /// The page as HTML in UTF-8, the same bytes for the same page.
    ///
    /// Nothing that a script has said becomes markup, style or code: it is embedded as JSON, which
    /// the page's own code shows as text. The policy in the page's head forbids every other code and
    /// style, and every access to a network.
    public var html: String {
        let (style, behaviour) = (PageStyle.text, PageBehaviour.text)
        var html = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="\(Self.policy(style, behaviour))">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="referrer" content="no-referrer">
            <title>\(title.markup)</title>
            <style>\(style)</style>
            </head>
            <body>
            <div id="page"></div>

            """
        html += withoutScript
        html += Self.block(id: "run", json)
        for (index, flow) in flows.enumerated() {
            guard let recording = flow.recording else { continue }
            html += Self.block(id: "recording-\(index)", recording.json)
        }
        html += "<script>\(behaviour)</script>\n</body>\n</html>\n"
        return html
    }

    /// Allows nothing but the page's own style and code, which are known by their hashes.
    private static func policy(_ style: String, _ behaviour: String) -> String {
        func hash(_ text: String) -> String {
            "'sha256-\(Base64.encode(SHA256.hash(Array(text.utf8))))'"
        }
        return "default-src 'none'; style-src \(hash(style)); script-src \(hash(behaviour)); "
            + "base-uri 'none'; form-action 'none'"
    }

    private static func block(id: String, _ json: JSONValue) -> String {
        "<script type=\"application/json\" id=\"\(id)\">\(json.embeddedText)</script>\n"
    }

    /// All but the recordings, which are blocks of their own, read when they are looked at.
    private var json: JSONValue {
        [
            "title": .string(title),
            "facts": .array(facts.map { [.string($0.name), .string($0.value)] }),
            "flows": .array(flows.map(\.json)),
            "sources": .array(
                sources.map { ["name": .string($0.name), "text": .string($0.text)] }),
        ]
    }

    /// The flows, for browsers that run no code.
    private var withoutScript: String {
        var html = "<noscript>\n<h1>\(title.markup)</h1>\n"
        if !facts.isEmpty {
            let facts = facts.map { "\($0.name): \($0.value)".markup }.joined(separator: ", ")
            html += "<p>\(facts)</p>\n"
        }
        html += "<p>The timelines of these flows need JavaScript.</p>\n<ol>\n"
        for flow in flows {
            let place = flow.line.map { "\(flow.file):\($0)" } ?? flow.file
            let duration = flow.duration.isEmpty ? "" : ", \(flow.duration)"
            html += "<li><strong>\(flow.verdict.markup)</strong> \(flow.name.markup) "
            html += "(\("\(place)\(duration)".markup))"
            if !flow.failure.isEmpty {
                html += "\n<pre>\(flow.failure.joined(separator: "\n").markup)</pre>"
            }
            html += "</li>\n"
        }
        return html + "</ol>\n</noscript>\n"
    }
}

extension FlowPage.Flow {
    fileprivate var json: JSONValue {
        var object: JSONObject = [
            "name": .string(name), "file": .string(file), "verdict": .string(verdict),
            "tone": .string(tone.rawValue), "duration": .string(duration),
        ]
        object["line"] = line.map { .integer(Int64($0)) }
        if !failure.isEmpty { object["failure"] = .array(failure.map(JSONValue.string)) }
        if !output.isEmpty { object["output"] = .array(output.map(JSONValue.string)) }
        object["command"] = command.map(JSONValue.string)
        return .object(object)
    }
}

extension JSONValue {
    /// JSON text that ends no element of HTML and begins none, whatever its strings say.
    fileprivate var embeddedText: String {
        let bytes = self.bytes
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + bytes.count / 16)
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case UInt8(ascii: "<"): result += "\\u003c".utf8
            case UInt8(ascii: ">"): result += "\\u003e".utf8
            case UInt8(ascii: "&"): result += "\\u0026".utf8
            // U+2028 and U+2029 end lines of code, though not of JSON.
            case 0xA8 where bytes[..<index].suffix(2).elementsEqual([0xE2, 0x80]):
                result.removeLast(2)
                result += "\\u2028".utf8
            case 0xA9 where bytes[..<index].suffix(2).elementsEqual([0xE2, 0x80]):
                result.removeLast(2)
                result += "\\u2029".utf8
            default: result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}

extension String {
    /// The text as it stands in HTML, between tags or in quotes; what controls a terminal or turns
    /// the direction of writing is made visible.
    fileprivate var markup: String {
        var result = ""
        for scalar in PrintableText.paragraph(self).unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
