import Testing

@Suite struct `A channel` {
    @Test func `hands values over in order, one side waiting for the other`() throws {
        let lines = try lines(
            """
            local channel = muster.channel()
            muster.spawn(function()
              for i = 1, 3 do channel:send(i) print("sent", i) end
              channel:close()
            end)
            for value in channel do print("got", value) end
            print(channel:receive(), channel.closed, channel)
            """)

        #expect(
            lines == [
                "sent\t1", "got\t1", "got\t2", "sent\t2", "sent\t3", "got\t3",
                "nil\ttrue\tchannel (closed, 0 waiting, room for 0)",
            ])
    }

    @Test func `holds as many values as it has room for`() throws {
        let lines = try lines(
            """
            local channel = muster.channel(2)
            channel:send "a" channel:send "b"
            print(channel.count, channel.capacity, channel)
            local late = muster.spawn(function() channel:send "c" print "room" end)
            muster.sleep(0)
            print(channel.count)
            print(channel:receive(), channel:receive(), channel:receive())
            late:wait()
            """)

        #expect(
            lines == [
                "2\t2\tchannel (2 waiting, room for 2)", "3", "a\tb\tc", "room",
            ])
    }

    @Test func `serves those who wait in the order they came`() throws {
        let lines = try lines(
            """
            local channel = muster.channel()
            for i = 1, 3 do muster.spawn(function() print(i, channel:receive()) end) end
            muster.sleep(0)
            for i = 1, 3 do channel:send(i * 10) end
            muster.sleep(0)
            """)

        #expect(lines == ["1\t10", "2\t20", "3\t30"])
    }

    @Test func `forgets a task that was cancelled while it waited`() throws {
        let lines = try lines(
            """
            local channel = muster.channel()
            local gone = muster.spawn(function() print("never", channel:receive()) end)
            muster.spawn(function() print("got", channel:receive()) end)
            muster.sleep(0)
            gone:cancel()
            channel:send "x"
            local sender = muster.spawn(function() channel:send "lost" end)
            muster.sleep(0)
            sender:cancel()
            print(channel.count)
            """)

        #expect(lines == ["got\tx", "0"])
    }

    @Test func `refuses values when it is closed, and nil`() throws {
        let lines = try lines(
            """
            local channel = muster.channel()
            muster.spawn(function() print(refusal(channel.send, channel, 1)) end)
            muster.sleep(0)
            channel:close() channel:close()
            muster.sleep(0)
            print(refusal(channel.send, channel, 1))
            print(refusal(channel.send, channel, nil))
            print(refusal(muster.channel, -1))
            """)

        #expect(
            lines == [
                "flow.lua:1: the channel was closed before the value was received",
                "flow.lua:1: attempt to send on a closed channel",
                "flow.lua:1: bad argument #1 to 'send' (nil means that a channel is closed)",
                "flow.lua:1: bad argument #1 to 'channel' (a capacity from 0 to 1000000 expected)",
            ])
    }
}
