extension Text {
    static let initializationSucceeded = """
        The session's 'initializationSucceeded' property can only be set during the 'evaluating' \
        stage of initialization.
        """
    static let measurements = """
        Invalid member 'measurements' provided, measurements can only be uploaded if session \
        'metrics' are configured.
        """
    static let serverMeasurements = """
        Invalid member property serverMeasurements 'measurements1' provided, must be a JSON object.
        """
}
