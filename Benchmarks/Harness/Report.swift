import JSON

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The figures of a run: as JSON for programs, as a table for people.
struct Report {
    /// The name of the JSON form, and its version, which changes when a member changes meaning.
    static let schema: JSONValue = ["name": "muster-bench", "version": 1]

    private(set) var rows: [Row] = []
    private(set) var notes: [(name: String, reason: String)] = []

    mutating func add(_ row: Row) { rows.append(row) }
    mutating func note(_ name: String, _ reason: String) { notes.append((name, reason)) }

    var json: JSONValue {
        [
            "schema": Self.schema,
            "machine": Self.machine,
            "rows": .array(rows.map(Self.json)),
            "left_out": .array(
                notes.map { ["name": .string($0.name), "reason": .string($0.reason)] }),
        ]
    }

    private static func json(_ row: Row) -> JSONValue {
        let unit = row.benchmark.unit
        guard case .object(var peer) = json(row.peer, unit) else { return nil }
        peer["name"] = .string(row.benchmark.peer)
        return [
            "name": .string(row.benchmark.name),
            "ours": json(row.ours, unit),
            "peer": .object(peer),
            "ratio": number(row.ratio, decimals: 3),
            "budget": number(row.benchmark.budget, decimals: 3),
            "met": .bool(row.isMet),
        ]
    }

    private static func json(_ measurement: Measurement, _ unit: Benchmark.Unit) -> JSONValue {
        guard unit == .nanoseconds else {
            return ["bytes": number(measurement.median, decimals: 0)]
        }
        return [
            "median_ns": number(measurement.median, decimals: 1),
            "p99_ns": number(measurement.p99, decimals: 1),
            "samples": .integer(Int64(measurement.count)),
        ]
    }

    private static func number(_ value: Double, decimals: Int) -> JSONValue {
        let scale = pow(10, Double(decimals))
        return JSONNumber((value * scale).rounded() / scale).map { .number($0) } ?? nil
    }

    /// What of the machine the figures depend on; nothing that identifies it.
    private static var machine: JSONValue {
        var name = utsname()
        uname(&name)
        return [
            "os": .string(text(of: name.sysname)),
            "architecture": .string(text(of: name.machine)),
            "cores": .integer(Int64(sysconf(Int32(_SC_NPROCESSORS_ONLN)))),
        ]
    }

    private static func text<Field>(of field: Field) -> String {
        withUnsafeBytes(of: field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}

extension Report {
    /// A line above the table's rows.
    static var heading: String {
        line(["", "ours", "p99", "peer", "p99", "ratio", "budget", ""])
    }

    /// One row of the table.
    static func line(_ row: Row) -> String {
        line([
            row.benchmark.name,
            figure(row.ours.median, row), figure(row.ours.p99, row),
            figure(row.peer.median, row), figure(row.peer.p99, row),
            decimal(row.ratio), decimal(row.benchmark.budget),
            row.isMet ? "met" : "missed",
        ])
    }

    private static let widths = [34, 10, 10, 10, 10, 7, 7, 7]

    private static func line(_ cells: [String]) -> String {
        zip(cells, widths).enumerated().map { column, cell in
            let padding = String(repeating: " ", count: max(0, cell.1 - cell.0.count))
            return column == 0 ? cell.0 + padding : padding + cell.0
        }.joined(separator: " ")
    }

    private static func figure(_ value: Double, _ row: Row) -> String {
        row.benchmark.unit == .nanoseconds ? time(value) : "\(decimal(value / 1000)) kB"
    }

    private static func time(_ nanoseconds: Double) -> String {
        switch nanoseconds {
        case ..<1e3: "\(decimal(nanoseconds)) ns"
        case ..<1e6: "\(decimal(nanoseconds / 1e3)) µs"
        default: "\(decimal(nanoseconds / 1e6)) ms"
        }
    }

    private static func decimal(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let fraction = hundredths % 100
        return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
    }
}
