import Foundation

#if canImport(FoundationXML)
import FoundationXML
#endif

/// Checks a report as the schema beside these tests would.
final class JUnitCheck: NSObject, XMLParserDelegate {
    private(set) var findings: [String] = []
    /// How many elements of a name there are.
    private(set) var counts: [String: Int] = ["testcase": 0]
    private var open: [String] = []
    private var totals: [String: Int] = [:]

    private struct Rule {
        var parents: Set<String>
        var required: Set<String> = []
        var allowed: Set<String> = []
    }

    private static let rerun = Rule(
        parents: ["testcase"], required: ["type"], allowed: ["message"])
    private static let outcome = Rule(parents: ["testcase"], allowed: ["type", "message"])
    private static let reruns: Set = ["rerunFailure", "rerunError", "flakyFailure", "flakyError"]
    private static let output = Rule(parents: reruns.union(["testcase", "testsuite"]))
    private static let rules: [String: Rule] = [
        "testsuites": Rule(
            parents: [""], allowed: ["name", "time", "tests", "failures", "errors"]),
        "testsuite": Rule(
            parents: ["testsuites"], required: ["name", "tests", "failures", "errors"],
            allowed: ["skipped", "time"]),
        "properties": Rule(parents: ["testsuite"]),
        "property": Rule(parents: ["properties"], required: ["name", "value"]),
        "testcase": Rule(
            parents: ["testsuite"], required: ["name"], allowed: ["time", "classname"]),
        "skipped": outcome, "failure": outcome, "error": outcome,
        "rerunFailure": rerun, "rerunError": rerun, "flakyFailure": rerun, "flakyError": rerun,
        "stackTrace": Rule(parents: reruns), "system-out": output, "system-err": output,
    ]

    init(_ text: String) {
        super.init()
        let parser = XMLParser(data: Data(text.utf8))
        parser.delegate = self
        if !parser.parse() || !open.isEmpty { findings.append("not well formed") }
    }

    /// The sum of an attribute of all suites.
    func total(_ attribute: String) -> Int { totals[attribute, default: 0] }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
        qualifiedName: String?, attributes: [String: String]
    ) {
        let parent = open.last ?? ""
        open.append(name)
        counts[name, default: 0] += 1
        guard let rule = Self.rules[name], rule.parents.contains(parent) else {
            findings.append("\(name) in \(parent)")
            return
        }
        for attribute in rule.required.sorted() where attributes[attribute] == nil {
            findings.append("\(name) without \(attribute)")
        }
        for (attribute, value) in attributes.sorted(by: { $0.key < $1.key }) {
            if !rule.required.union(rule.allowed).contains(attribute) {
                findings.append("\(name) has \(attribute)")
            }
            if attribute == "time", value.wholeMatch(of: /\d+\.\d{3}/) == nil {
                findings.append("time \(value)")
            }
            if name == "testsuite", let number = Int(value) {
                totals[attribute, default: 0] += number
            }
        }
    }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
        qualifiedName: String?
    ) {
        open.removeLast()
    }
}
