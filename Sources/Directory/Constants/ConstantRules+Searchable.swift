internal import JSON

extension ConstantRules {
    /// Refuses `searchable` with `userAuthorizationStyle` and without `hasOwners` (6.3).
    static func demandSearchable(_ system: JSONObject) throws(ConstantProblem) {
        let capabilities = system["capabilities"]
        func has(_ name: String) -> Bool { capabilities?[name] == true }
        guard !has("searchable") || !has("userAuthorizationStyle") || has("hasOwners") else {
            throw .system(
                "capabilities/searchable",
                "needs the capability 'hasOwners' beside 'userAuthorizationStyle'", rule: "6.3")
        }
    }
}
