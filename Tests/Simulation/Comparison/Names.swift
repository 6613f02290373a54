/// Which names of the model stand for which of the directory: branches, etags, correlation ids.
///
/// The protocol leaves them to the service, but one name stands for one thing on either side.
struct Names {
    struct Pair: Equatable {
        var model: String
        var engine: String
    }

    private var engineNames: [String: String] = [:]
    private var modelNames: [String: String] = [:]

    /// Whether both names stand for the same thing, as far as they were seen before.
    func agree(_ model: String, _ engine: String) -> Bool {
        let (known, meant) = (engineNames[model], modelNames[engine])
        return (known == nil || known == engine) && (meant == nil || meant == model)
    }

    /// What the model calls what the directory gave this name.
    func modelName(of engine: String) -> String? { modelNames[engine] }

    mutating func note(_ model: String, _ engine: String) {
        engineNames[model] = engine
        modelNames[engine] = model
    }
}
