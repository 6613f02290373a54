/// The code of a page about flows: JavaScript in parts, each in a file of its own.
///
/// Whatever a script has said reaches the page as text of an element, through `element` alone.
enum PageBehaviour {
    /// The whole code.
    static let text = """
        (() => {
        "use strict";
        \(elements)
        \(documents)
        \(differences)
        \(recordings)
        \(descriptions)
        \(list)
        \(drawing)
        \(timeline)
        \(details)
        \(sessions)
        \(sources)
        \(navigation)
        })();

        """
}
