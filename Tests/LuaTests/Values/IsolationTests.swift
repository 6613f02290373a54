import Testing

#if canImport(Glibc)
import Glibc

/// The compiler that typechecks a few lines against the library as it was built.
private struct Compiler {
    /// The folder of the build, where the program of the tests lies.
    static let products: String? = {
        let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") }
        guard let bundle, let slash = bundle.lastIndex(of: "/") else { return nil }
        let folder = String(bundle[..<slash])
        return access(folder + "/Modules/Lua.swiftmodule", R_OK) == 0 ? folder : nil
    }()

    /// The folder of the package.
    static let package = #filePath.split(separator: "/").dropLast(4).map { "/" + $0 }.joined()

    static var isThere: Bool {
        products != nil && system("command -v swiftc pkg-config >/dev/null") == 0
    }

    /// What the compiler says of `text`.
    static func check(_ text: String) throws -> String {
        let products = try #require(products)
        // Isolation is checked after types are, so that checking types would not do.
        let command = """
            swiftc -emit-sil -o /dev/null -swift-version 6 -I '\(products)/Modules' \
            -Xcc -fmodule-map-file='\(package)/Sources/CLua/module.modulemap' \
            -Xcc -fmodule-map-file='\(products)/CLuaShim.build/module.modulemap' \
            $(pkg-config --cflags lua5.4) - 2>&1 <<'END'
            \(text)
            END

            """
        let pipe = try #require(popen(command, "r"))
        defer { pclose(pipe) }
        var output: [UInt8] = []
        while case let byte = getc(pipe), byte != EOF {
            output.append(UInt8(truncatingIfNeeded: byte))
        }
        return String(decoding: output, as: UTF8.self)
    }
}

@Suite(.enabled(if: Compiler.isThere)) struct `The compiler` {
    @Test func `keeps states and their values in one isolation domain`() throws {
        let types = ["LuaState", "LuaTable", "LuaFunction", "LuaThread", "LuaValue", "LuaStack"]
        let checks = types.map { "    check(\($0).self)\n" }.joined()
        let said = try Compiler.check(
            """
            import Lua
            func check<T: Sendable>(_: T.Type) {}
            func all() {
            \(checks)}
            """)
        for type in types {
            #expect(said.contains("'\(type)' does not conform to the 'Sendable' protocol"))
        }
    }

    @Test func `refuses to send a state to another task while it is in use here`() throws {
        let said = try Compiler.check(
            """
            import Lua
            func send() async throws {
                let state = try LuaState()
                Task.detached { _ = state.memoryInUse }
                _ = state.memoryInUse
            }
            """)
        #expect(said.contains("error:") && said.contains("data race"))
    }

    @Test func `lets what is no part of a state go anywhere`() throws {
        let said = try Compiler.check(
            """
            import Lua
            func check<T: Sendable>(_: T.Type) {}
            func all() {
                check(LuaString.self)
                check(LuaError.self)
                check(HostFunction.self)
                check(LuaConversionError.self)
            }
            """)
        #expect(said.isEmpty)
    }
}
#endif
