extension FlowPage {
    /// The page with every text on it passed through `redact`: what scripts and players say, names,
    /// documents, and the scripts themselves.
    ///
    /// - Parameter redact: gives a text without its secrets.
    public func redacting(_ redact: (String) -> String) -> FlowPage {
        FlowPage(
            title: redact(title), facts: facts.map { Fact(redact($0.name), redact($0.value)) },
            flows: flows.map { $0.redacting(redact) },
            sources: sources.map { Source(name: redact($0.name), text: redact($0.text)) })
    }
}

extension FlowPage.Flow {
    fileprivate func redacting(_ redact: (String) -> String) -> Self {
        var result = self
        result.name = redact(name)
        result.file = redact(file)
        result.verdict = redact(verdict)
        result.duration = redact(duration)
        result.failure = failure.map(redact)
        result.output = output.map(redact)
        result.command = command.map(redact)
        result.recording = recording?.redacting(redact)
        return result
    }
}
