internal import Sessions

/// One request that has passed the checks of its headers (session-directory 2.7, steps 1 to 4).
struct IncomingRequest {
    var request: DirectoryRequest
    let caller: Caller
    let contractVersion: Int
    let now: Timestamp
    let entropy: Entropy
}
