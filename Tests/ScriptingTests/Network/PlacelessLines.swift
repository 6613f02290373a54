extension [String] {
    /// The lines without the places in the script that messages begin with.
    var withoutPlaces: [String] { map { $0.replacing(#/flow\.lua:\d+: /#, with: "") } }
}
