internal import Sessions

/// One request that has passed the checks of its headers (session-directory 2.7, steps 1 to 4).
struct IncomingRequest {
    var request: DirectoryRequest
    /// The claims of the token.
    let sender: Caller
    /// Who the request counts as coming from; the sender until its headers are read (step 6).
    var principal: Principal
    let contractVersion: Int
    let now: Timestamp
    let entropy: Entropy

    /// The claims that count.
    var caller: Caller { principal.caller }
}
