internal import JSON
internal import Sessions

extension SessionConstants {
    /// Checks and adopts the constants of a template, in the schema of its contract version.
    convenience init(
        template system: JSONObject, custom: JSONValue, contractVersion: Int,
        options: DirectoryOptions
    ) throws(ConstantProblem) {
        var checked = JSONObject()
        for member in try ConstantSchema.upgraded(system, from: contractVersion) {
            checked[member.name] = try ConstantRules.normalised(
                member.name, member.value, options: options)
        }
        self.init(
            system: checked, custom: custom,
            defaults: ConstantDefaults(templateContractVersion: contractVersion))
        try demandCombinations(isTemplate: true)
        try LargeSessionRules.demandLegal(self, isTemplate: true, options: options)
        try ConstantCombinations.demandLegal(self, isTemplate: true)
    }

    /// The constants of a new session: these of the template, then what the request adds (5.3.1).
    ///
    /// - Throws: 409 where both give different values, then 400 for values that are not legal.
    func creating(
        _ request: PropertyBag?, contractVersion: Int, options: DirectoryOptions
    ) throws(Rejection) -> SessionConstants {
        guard let request, !request.isEmpty else { return self }
        let added = try Self.upgraded(request, contractVersion)
        var problem: ConstantProblem?
        var merged = system
        for member in added {
            let value: JSONValue
            do {
                value = try ConstantRules.normalised(member.name, member.value, options: options)
            } catch {
                value = member.value
                if system[member.name] == nil { problem = problem ?? error }
            }
            guard let set = system[member.name] else {
                merged[member.name] = value
                continue
            }
            guard agree(member.name, set, value) else {
                throw .constantConflict(path: "/constants/system/\(member.name)", rule: "5.3.3")
            }
        }
        let mergedCustom = try creatingCustom(request.custom)
        if let problem { throw problem.rejection }
        return SessionConstants(system: merged, custom: mergedCustom, defaults: defaults)
    }

    private func creatingCustom(_ added: JSONValue?) throws(Rejection) -> JSONValue {
        guard let added, !added.isNull else { return custom }
        guard case .object(let set) = custom else {
            guard custom.isNull || custom == added else {
                throw .constantConflict(path: "/constants/custom", rule: "5.3.3")
            }
            return added
        }
        guard case .object(let names) = added else {
            guard set.isEmpty else {
                throw .constantConflict(path: "/constants/custom", rule: "5.3.3")
            }
            return added
        }
        var merged = set
        for member in names {
            if let value = set[member.name], value != member.value {
                throw .constantConflict(path: "/constants/custom/\(member.name)", rule: "5.3.3")
            }
            merged[member.name] = member.value
        }
        return .object(merged)
    }

    /// Demands that each constant sent to an existing session equals the effective one (5.3.5).
    func demandEqual(
        _ request: PropertyBag, contractVersion: Int, options: DirectoryOptions
    ) throws(Rejection) {
        for member in try Self.upgraded(request, contractVersion) {
            // A value that is not legal cannot be the effective one.
            let sent = try? ConstantRules.normalised(member.name, member.value, options: options)
            let effective = system[member.name] ?? standard(member.name) ?? .null
            guard let sent, agree(member.name, sent, effective) else {
                throw .constantConflict(path: "/constants/system/\(member.name)", rule: "5.3.5")
            }
        }
        if let sent = request.custom, let path = sent.conflict(with: custom) {
            throw .constantConflict(path: "/constants/custom" + path, rule: "5.3.5")
        }
    }

    private static func upgraded(
        _ request: PropertyBag, _ contractVersion: Int
    ) throws(Rejection) -> JSONObject {
        do {
            return try ConstantSchema.upgraded(request.system, from: contractVersion)
        } catch {
            throw error.rejection
        }
    }
}

extension JSONValue {
    /// Where custom constants that are sent differ from those that are set, as the end of a path;
    /// nil when each name sent is equal. A name that is null is the same as absent.
    func conflict(with set: JSONValue) -> String? {
        switch (self, set) {
        case (.null, _): return nil
        case (.object(let sent), .object(let names)):
            let conflict = sent.first { $0.value != names[$0.name] ?? .null }
            return conflict.map { "/" + $0.name }
        case (.object(let sent), .null) where sent.allSatisfy(\.value.isNull): return nil
        default: return self == set ? nil : ""
        }
    }
}
