import JSON
import Sessions

/// A failure as people read it: the seed, the world, each step with its answer, the difference.
package struct Transcript: CustomStringConvertible {
    let scenario: Scenario
    let operations: [Operation]

    package init(scenario: Scenario, operations: [Operation]) {
        self.scenario = scenario
        self.operations = operations
    }

    package var description: String {
        var lines = ["seed \(scenario.seed)"]
        for (number, session) in scenario.sessions.enumerated() {
            lines.append("session \(number): \(session.templateName)/\(session.name)")
        }
        for template in scenario.templates {
            lines.append(
                "template \(template.name), contract \(template.contractVersion): "
                    + template.constants.text)
        }
        let follows = scenario.follows.map { "\($0.follower) follows \($0.followed)" }
        if !follows.isEmpty { lines.append(follows.sorted().joined(separator: ", ")) }
        var run = Run(scenario, keepsLines: true)
        for operation in operations {
            guard let difference = run.step(operation) else { continue }
            return (lines + run.lines + [difference]).joined(separator: "\n")
        }
        return (lines + run.lines + ["no difference"]).joined(separator: "\n")
    }
}
