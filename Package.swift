// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .treatWarning("DeprecatedDeclaration", as: .warning),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]
let pure = strict + [.strictMemorySafety()]

let package = Package(
    name: "muster",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "Lua", targets: ["Lua"]),
        .library(name: "JSON", targets: ["JSON"]),
        .library(name: "Sessions", targets: ["Sessions"]),
        .library(name: "Directory", targets: ["Directory"]),
        .library(name: "Transport", targets: ["Transport"]),
        .executable(name: "muster", targets: ["muster"]),
        .executable(name: "muster-bench", targets: ["Benchmarks"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.14.0"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        .package(
            url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.0",
            traits: []),
        .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.37.0"),
    ],
    targets: [
        .systemLibrary(
            name: "CLua", pkgConfig: "lua5.4", providers: [.apt(["liblua5.4-dev"])]),
        .target(name: "CLuaShim", dependencies: ["CLua"]),
        .target(name: "Lua", dependencies: ["CLua", "CLuaShim"], swiftSettings: strict),
        .target(name: "JSON", swiftSettings: pure),
        .target(name: "Sessions", dependencies: ["JSON"], swiftSettings: pure),
        .target(name: "Directory", dependencies: ["JSON", "Sessions"], swiftSettings: pure),
        .target(
            name: "DirectoryRuntime", dependencies: ["Directory", "JSON", "Sessions"],
            swiftSettings: strict),
        .target(
            name: "DirectoryService",
            dependencies: [
                "DirectoryRuntime", "Sessions",
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ], swiftSettings: strict),
        .target(
            name: "Transport", dependencies: ["DirectoryRuntime", "Sessions"],
            swiftSettings: strict),
        .target(
            name: "HTTPTransport",
            dependencies: [
                "Sessions", "Transport",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ], swiftSettings: strict),
        .target(
            name: "Scripting",
            dependencies: [
                "Directory", "DirectoryRuntime", "JSON", "Lua", "LuaSyntax", "Sessions",
                "TestRunner", "Transport",
            ],
            swiftSettings: strict),
        .target(name: "LineEditor", swiftSettings: strict),
        .target(name: "LuaSyntax", swiftSettings: pure),
        .target(name: "TestRunner", dependencies: ["JSON"], swiftSettings: pure),
        .target(
            name: "REPL",
            dependencies: [
                "JSON", "LineEditor", "Lua", "LuaSyntax", "Reporting", "Scripting", "Sessions",
            ], swiftSettings: strict),
        .target(
            name: "Reporting", dependencies: ["Directory", "JSON", "Lua", "Scripting", "Sessions"],
            swiftSettings: strict),
        .target(
            name: "MusterCommands",
            dependencies: [
                "Directory", "DirectoryRuntime", "DirectoryService", "HTTPTransport", "JSON",
                "LineEditor", "Lua", "REPL", "Reporting", "Scripting", "Sessions", "TestRunner",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ], swiftSettings: strict),
        .executableTarget(name: "muster", dependencies: ["MusterCommands"], swiftSettings: strict),

        .target(name: "BenchmarkPeers", dependencies: ["CLua"], path: "Benchmarks/Peers"),
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "BenchmarkPeers", "Directory", "DirectoryRuntime", "JSON", "Lua", "Scripting",
                "Sessions",
            ], path: "Benchmarks", exclude: ["Peers"], swiftSettings: strict),

        .target(
            name: "TestSupport",
            dependencies: [
                "Directory", "DirectoryRuntime", "DirectoryService", "HTTPTransport", "JSON",
                "Sessions", "Transport",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ], path: "Tests/TestSupport", swiftSettings: strict),
        .target(
            name: "FuzzTargets", dependencies: ["Lua", "Simulation"], path: "Tests/Fuzz/Targets",
            swiftSettings: strict),
        .testTarget(
            name: "FuzzTests", dependencies: ["FuzzTargets"], path: "Tests/Fuzz/Replay",
            swiftSettings: strict),
        .testTarget(name: "LuaTests", dependencies: ["Lua"], swiftSettings: strict),
        .testTarget(name: "JSONTests", dependencies: ["JSON"], swiftSettings: strict),
        .testTarget(
            name: "SessionsTests", dependencies: ["JSON", "Sessions"], swiftSettings: strict),
        .testTarget(
            name: "DirectoryTests", dependencies: ["Directory", "JSON", "Sessions"],
            exclude: ["Cases/README.md"], swiftSettings: strict),
        .testTarget(
            name: "DirectoryRuntimeTests",
            dependencies: ["Directory", "DirectoryRuntime", "JSON", "Sessions"],
            swiftSettings: strict),
        .testTarget(
            name: "TransportTests",
            dependencies: ["Directory", "DirectoryRuntime", "Sessions", "Transport"],
            swiftSettings: strict),
        .testTarget(
            name: "DirectoryServiceTests",
            dependencies: [
                "DirectoryRuntime", "DirectoryService", "JSON", "Sessions", "TestSupport",
            ], swiftSettings: strict),
        .testTarget(
            name: "HTTPTransportTests",
            dependencies: [
                "DirectoryRuntime", "HTTPTransport", "JSON", "Sessions", "TestSupport", "Transport",
            ], swiftSettings: strict),
        .testTarget(
            name: "ScriptingTests",
            dependencies: [
                "Directory", "JSON", "Lua", "Scripting", "Sessions", "TestRunner", "Transport",
            ],
            exclude: ["Assertions/Specs"], swiftSettings: strict),
        // A terminal without a window, for tests of what is shown in one.
        .target(name: "TerminalSupport", path: "Tests/TerminalSupport", swiftSettings: strict),
        // Reads statements at a prompt, for tests that need a process of its own.
        .executableTarget(
            name: "PromptProgram", dependencies: ["LineEditor"], path: "Tests/PromptProgram",
            swiftSettings: strict),
        .testTarget(
            name: "LineEditorTests",
            dependencies: ["LineEditor", "PromptProgram", "TerminalSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "LuaSyntaxTests", dependencies: ["Lua", "LuaSyntax"], swiftSettings: strict),
        .testTarget(
            name: "REPLTests",
            dependencies: [
                "Directory", "JSON", "LineEditor", "Lua", "LuaSyntax", "REPL", "Scripting",
                "Sessions", "TestRunner", "Transport",
            ], exclude: ["Transcripts"], swiftSettings: strict),
        .testTarget(
            name: "ReportingTests",
            dependencies: ["Directory", "JSON", "Lua", "Reporting", "Scripting", "Sessions"],
            exclude: ["Page/Golden"], swiftSettings: strict),
        // Runs the program, which has to be built for it.
        .testTarget(
            name: "CommandTests", dependencies: ["TerminalSupport", "muster"], exclude: ["Cases"],
            swiftSettings: strict),
        // A naive model of the directory, and what drives both side by side.
        .target(
            name: "Simulation", dependencies: ["Directory", "JSON", "Sessions"],
            path: "Tests/Simulation", swiftSettings: strict),
        .testTarget(
            name: "SimulationTests", dependencies: ["Simulation", "Sessions"],
            swiftSettings: strict),
        .testTarget(
            name: "TestRunnerTests", dependencies: ["JSON", "TestRunner"],
            exclude: ["Golden", "Schema"], swiftSettings: strict),
        .testTarget(name: "TidyTests", swiftSettings: strict),
    ]
)

// libFuzzer brings its own entry point, and every target has to be built for it: see Scripts/fuzz.
if Context.environment["MUSTER_FUZZ"] != nil {
    package.targets += [
        .target(name: "FuzzCounters", path: "Tests/Fuzz/Counters"),
        .executableTarget(
            name: "Fuzz", dependencies: ["FuzzCounters", "FuzzTargets"],
            path: "Tests/Fuzz/Program",
            swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])]),
    ]
}
