/// What a page about a run shows: each flow with a timeline of who did what.
///
/// The page is one file of HTML that needs nothing else and sends nothing anywhere.
public struct FlowPage: Sendable {
    /// What the page is called.
    public var title: String
    /// What is known of the run, such as its seed and its counts, in the order to show it.
    public var facts: [Fact]
    /// The flows, in the order to show them.
    public var flows: [Flow]
    /// The scripts that flows and their events name.
    public var sources: [Source]

    /// Something that is known, and what it is called.
    public struct Fact: Sendable, Hashable {
        /// What it is called.
        public var name: String
        /// What is known.
        public var value: String

        /// Makes a fact.
        ///
        /// - Parameters:
        ///   - name: what it is called.
        ///   - value: what is known.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// A script.
    public struct Source: Sendable, Hashable {
        /// Its name, as messages have it.
        public var name: String
        /// Its text.
        public var text: String

        /// Makes a script.
        ///
        /// - Parameters:
        ///   - name: its name, as messages have it.
        ///   - text: its text.
        public init(name: String, text: String) {
            self.name = name
            self.text = text
        }
    }

    /// How a flow ended, as far as colours and filters go.
    public enum Tone: String, Sendable, Hashable, CaseIterable {
        /// As it should.
        case good
        /// As it should, but not without trouble.
        case doubtful
        /// It did not run.
        case skipped
        /// As it should not.
        case bad
    }

    /// A flow: a test, or a script that was run.
    public struct Flow: Sendable, Equatable {
        /// Its name.
        public var name: String
        /// The file that it is in.
        public var file: String
        /// Its first line in the file, from 1; nil for the whole of it.
        public var line: Int?
        /// How it ended, in a word or two.
        public var verdict: String
        /// How good that is.
        public var tone: Tone
        /// How long it took, with its unit; empty when nobody knows.
        public var duration: String
        /// Why it failed, as lines.
        public var failure: [String] = []
        /// What it wrote beside what its events tell, as lines.
        public var output: [String] = []
        /// The command that repeats it alone.
        public var command: String?
        /// What happened in it; nil when it was not recorded.
        public var recording: FlowRecording?

        /// Makes a flow that has neither failed nor written something, and was not recorded.
        ///
        /// - Parameters:
        ///   - name: its name.
        ///   - file: the file that it is in.
        ///   - line: its first line in the file, from 1; nil for the whole of it.
        ///   - verdict: how it ended, in a word or two.
        ///   - tone: how good that is.
        ///   - duration: how long it took, with its unit.
        public init(
            name: String, file: String, line: Int? = nil, verdict: String, tone: Tone,
            duration: String = ""
        ) {
            self.name = name
            self.file = file
            self.line = line
            self.verdict = verdict
            self.tone = tone
            self.duration = duration
        }
    }

    /// Makes a page.
    ///
    /// - Parameters:
    ///   - title: what it is called.
    ///   - facts: what is known of the run, in the order to show it.
    ///   - flows: the flows, in the order to show them.
    ///   - sources: the scripts that flows and their events name.
    public init(title: String, facts: [Fact] = [], flows: [Flow], sources: [Source] = []) {
        self.title = title
        self.facts = facts
        self.flows = flows
        self.sources = sources
    }
}
