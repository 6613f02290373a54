import MusterCommands

@main
struct Muster {
    static func main() { MusterCommand.start() }
}
