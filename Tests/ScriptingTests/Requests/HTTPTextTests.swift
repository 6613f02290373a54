import Testing

@Suite struct `A request as HTTP` {
    @Test func `is the whole message that goes over the wire`() throws {
        let lines = try lines(
            #"""
            print((active:set("map", "é"):mode "update":nocommit():http(ref, ada):gsub("\r\n", "|")))
            print((muster.request():if_match 'x"':http(ref):gsub("\r\n", "|")))
            """#)

        #expect(
            lines == [
                "PUT /serviceconfigs/8d050174-412b-4d51-a29b-d55a34edfdb7/sessiontemplates/quick"
                    + "/sessions/lobby?nocommit=true HTTP/1.1|X-Xbl-Contract-Version: 107"
                    + "|Authorization: XBL3.0 x=1;L0.1.ada|If-Match: *"
                    + "|Content-Type: application/json|Content-Length: 97||"
                    + #"{"members":{"me":{"properties":{"system":{"active":true}}}},"#
                    + #""properties":{"custom":{"map":"é"}}}"#,
                "PUT /serviceconfigs/8d050174-412b-4d51-a29b-d55a34edfdb7/sessiontemplates/quick"
                    + "/sessions/lobby HTTP/1.1|X-Xbl-Contract-Version: 107|If-Match: x\""
                    + "|Content-Type: application/json|Content-Length: 2||{}",
            ])
    }

    @Test func `refuses what no header can hold`() throws {
        #expect(
            try ending(#"print(muster.request():if_match "a\nb":http(ref))"#)
                == .failed(
                    "flow.lua:1: the request cannot be sent over HTTP: the value of If-Match holds a "
                        + "control character"))
    }
}
