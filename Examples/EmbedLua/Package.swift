// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "EmbedLua",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "muster", path: "../..")],
    targets: [
        .executableTarget(
            name: "EmbedLua", dependencies: [.product(name: "Lua", package: "muster")])
    ]
)
