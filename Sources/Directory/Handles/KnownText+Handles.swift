extension KnownText {
    static let illegalHandleID = """
        The request URI contains an invalid handle ID. It may contain invalid characters or be \
        all zeroes.
        """
    static let queryWithoutOwners = "'scid', 'templateName', and 'sessionName' must be specified"
}
