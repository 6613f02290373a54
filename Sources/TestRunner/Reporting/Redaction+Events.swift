internal import JSON

extension Redaction {
    /// An event without secrets in any of its texts.
    public func redacting(_ event: TestEvent) -> TestEvent {
        switch event {
        case .runStarted(var settings):
            settings.filters = settings.filters.map { redacting($0) }
            settings.files = settings.files.map { redacting($0) }
            return .runStarted(settings)
        case .fileLoaded(let file, let tests):
            return .fileLoaded(redacting(file), tests: tests)
        case .fileFailedToLoad(let file, let failure):
            return .fileFailedToLoad(redacting(file), redacting(failure))
        case .planned(let tests): return .planned(tests.map { redacting($0) })
        case .testStarted(let test): return .testStarted(redacting(test))
        case .slow(let test, let elapsed): return .slow(redacting(test), after: elapsed)
        case .attemptEnded(let test, let attempt):
            return .attemptEnded(redacting(test), redacting(attempt))
        case .testEnded(let test, let verdict, let duration):
            return .testEnded(redacting(test), verdict, duration: duration)
        case .runEnded: return event
        }
    }

    private func redacting(_ test: PlannedTest) -> PlannedTest {
        var test = test
        test.id.file = redacting(test.id.file)
        test.id.path = test.id.path.map { redacting($0) }
        return test
    }

    private func redacting(_ location: ScriptLocation?) -> ScriptLocation? {
        guard var location else { return nil }
        location.file = redacting(location.file)
        return location
    }

    private func redacting(_ failure: Failure) -> Failure {
        Failure(
            message: redacting(failure.message), location: redacting(failure.location),
            traceback: failure.traceback.map { redacting($0) },
            difference: failure.difference.map { difference in
                Difference(
                    lines: difference.lines.map { Difference.Line($0.kind, redacting($0.text)) })
            },
            excerpt: failure.excerpt.map {
                Failure.ExcerptLine(number: $0.number, text: redacting($0.text))
            })
    }

    private func redacting(_ attempt: Attempt) -> Attempt {
        var shown = attempt
        shown.output = attempt.output.map {
            Attempt.OutputLine(redacting($0.text), stream: $0.stream)
        }
        shown.failure = attempt.failure.map { redacting($0) }
        shown.skipReason = attempt.skipReason.map { redacting($0) }
        shown.leaks = attempt.leaks.map { leak in
            Attempt.Leak(
                kind: redacting(leak.kind), name: redacting(leak.name),
                location: redacting(leak.location))
        }
        shown.waits = attempt.waits.map { wait in
            Attempt.Wait(
                task: redacting(wait.task), reason: redacting(wait.reason),
                location: redacting(wait.location))
        }
        shown.repeatCommand = attempt.repeatCommand.map { redacting($0) }
        return shown
    }
}

/// A text as a JSON string, with its quotes.
func jsonText(_ text: String) -> String { JSONValue.string(text).text }
