internal import Sessions

/// Finds the search handles of a template, all of them or those with a given attribute.
struct SearchIndex: Sendable, Equatable {
    /// The template whose sessions are searched, without regard to case (1.9, 1.10).
    struct Template: Sendable, Hashable {
        /// The part of a session's key that names the template.
        let key: String

        init(scid: String, name: String) { key = "\(scid)~\(name)".lowercased() }

        /// The template of a session.
        init(_ reference: SessionReference) {
            self.init(scid: reference.scid, name: reference.templateName)
        }
    }

    private struct Place: Sendable, Hashable {
        let template: Template
        /// Nil for all handles of the template.
        let term: SearchTerm?
    }

    private var lists: [Place: CreationOrder] = [:]

    mutating func insert(_ handle: Handle, _ attributes: SearchAttributes) {
        for place in places(of: handle, attributes) {
            lists[place, default: CreationOrder()].append(handle)
        }
    }

    mutating func remove(_ handle: Handle, _ attributes: SearchAttributes) {
        for place in places(of: handle, attributes) {
            lists[place]?.remove(ordinal: handle.ordinal)
            if lists[place]?.count == 0 { lists[place] = nil }
        }
    }

    /// Handles among which are all that match the filter, in order of creation.
    ///
    /// Each side of an `or` contributes the shortest list of those that its terms demand.
    func candidates(_ template: Template, for filter: SearchFilter?) -> CreationOrder {
        let everything = list(Place(template: template, term: nil))
        guard let filter else { return everything }
        let sides = filter.demandedTerms.map { terms in
            terms.map { list(Place(template: template, term: $0)) }
                .min { $0.count < $1.count } ?? everything
        }
        return sides.dropFirst().reduce(sides.first ?? everything) { $0.union($1) }
    }

    private func list(_ place: Place) -> CreationOrder { lists[place] ?? CreationOrder() }

    private func places(of handle: Handle, _ attributes: SearchAttributes) -> [Place] {
        let template = Template(handle.reference)
        return ([nil] + attributes.terms).map { Place(template: template, term: $0) }
    }
}

/// One attribute of a search handle with its value, as an equality finds it.
enum SearchTerm: Sendable, Hashable {
    case tag(String)
    case string(name: String, String)
    case number(name: String, Double)
}
