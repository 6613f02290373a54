import Foundation

/// What did not happen in a terminal, or was refused by the system.
package struct TerminalFault: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }

    /// A call of the system that failed just now.
    init(call: String) { self.init("could not \(call): \(String(cString: strerror(errno)))") }
}
