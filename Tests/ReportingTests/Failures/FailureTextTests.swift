import Reporting
import Scripting
import Testing

@Suite struct `The text of a failure` {
    @Test func `marks the field that is blamed`() throws {
        let run = try ShownRun(
            #"""
            local a = 1
            	local lobby = {}; lobby.name.first = 2
            print(a)
            """#)

        #expect(
            run.failure(InspectionStyle(width: 60)).visible
                == #"""
                flow.lua:2: attempt to index a nil value (field 'name')
                  1 | local a = 1
                > 2 |     local lobby = {}; lobby.name.first = 2
                    |                             ^^^^
                  3 | print(a)
                stack traceback:
                	flow.lua:2: in main chunk

                """#)
        #expect(
            run.failure(InspectionStyle(width: 60, isColored: true)).visible
                == #"""
                ␛[31mflow.lua:2: attempt to index a nil value (field 'name')␛[0m
                  1 | local a = 1
                ␛[1m> 2 |     local lobby = {}; lobby.name.first = 2␛[0m
                    | ␛[31m                            ^^^^␛[0m
                  3 | print(a)
                ␛[2mstack traceback:
                	flow.lua:2: in main chunk␛[0m

                """#)
    }

    @Test func `marks an unknown method`() throws {
        let run = try ShownRun(
            #"""
            local lobby = stacy:crate(ref)
            """#)

        #expect(
            run.failure(InspectionStyle(width: 60)).visible
                == #"""
                flow.lua:1: user has no field or method 'crate'; did you mean 'create'?
                > 1 | local lobby = stacy:crate(ref)
                    |                     ^^^^^
                stack traceback:
                	[C]: in metamethod 'index'
                	flow.lua:1: in main chunk

                """#)
    }

    @Test func `marks every place that may be meant`() throws {
        let run = try ShownRun(
            #"""
            local t = nil; t.x = t.y
            """#)

        #expect(
            run.failure(InspectionStyle(width: 60)).visible
                == #"""
                flow.lua:1: attempt to index a nil value (local 't')
                > 1 | local t = nil; t.x = t.y
                    |       ^        ^     ^
                stack traceback:
                	flow.lua:1: in main chunk

                """#)
    }

    @Test func `marks a global behind wide characters`() throws {
        let run = try ShownRun(
            #"""
            local s = "日本" .. thing.x
            """#)

        #expect(
            run.failure(InspectionStyle(width: 60, columns: wideColumns)).visible
                == #"""
                flow.lua:1: attempt to index a nil value (global 'thing')
                > 1 | local s = "日本" .. thing.x
                    |                     ^^^^^
                stack traceback:
                	flow.lua:1: in main chunk

                """#)
    }

    @Test func `marks the token that does not fit`() throws {
        let run = try ShownRun(
            #"""
            for i = 1 do
              print(i)
            end
            """#)

        #expect(
            run.failure(InspectionStyle(width: 60)).visible
                == #"""
                flow.lua:1: ',' expected near 'do'
                > 1 | for i = 1 do
                    |           ^^
                  2 |   print(i)

                """#)
    }

    @Test func `marks the end where something is missing`() throws {
        let run = try ShownRun(
            #"""
            if stacy then
            """#)

        #expect(
            run.failure(InspectionStyle(width: 60)).visible
                == #"""
                flow.lua:1: 'end' expected near <eof>
                > 1 | if stacy then
                    |              ^

                """#)
    }

    @Test func `marks nothing where nothing is named`() throws {
        let run = try ShownRun(
            #"""
            error("boom \27[31m\n\7 over")
            """#)

        #expect(
            run.failure(InspectionStyle(width: 60)).visible
                == #"""
                flow.lua:1: boom \27[31m
                \7 over
                > 1 | error("boom \27[31m\n\7 over")
                stack traceback:
                	[C]: in function 'error'
                	flow.lua:1: in main chunk

                """#)
    }

    @Test func `cuts long lines`() throws {
        let run = try ShownRun(
            #"""
            local s = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" .. thing.x
            """#)

        #expect(
            run.failure(InspectionStyle(width: 40)).visible
                == #"""
                flow.lua:1: attempt to index a nil value (global 'thing')
                > 1 | local s = "xxxxxxxxxxxxxxxxxxxxxx…
                stack traceback:
                	flow.lua:1: in main chunk

                """#)
    }

    @Test func `of a run that can never go on tells who waits`() throws {
        let run = try ShownRun(
            #"""
            local channel = muster.channel()
            muster.spawn(function() channel:receive() end)
            channel:receive()
            """#)

        #expect(
            run.failure(InspectionStyle(width: 60)).visible
                == #"""
                flow.lua:3: deadlock: every task waits, and nothing is left that could happen
                  2 | muster.spawn(function() channel:receive() end)
                > 3 | channel:receive()
                  the script waits for a value from a channel since flow.lua:3
                  task 2 (spawned at flow.lua:2) waits for a value from a channel since flow.lua:2

                """#)
        #expect(
            run.failure(InspectionStyle(width: 60, isColored: true)).visible
                == #"""
                ␛[31mflow.lua:3: deadlock: every task waits, and nothing is left that could happen␛[0m
                  2 | muster.spawn(function() channel:receive() end)
                ␛[1m> 3 | channel:receive()␛[0m
                  the script waits for a value from a channel since flow.lua:3
                  task 2 (spawned at flow.lua:2) waits for a value from a channel since flow.lua:2

                """#)
    }

    @Test func `tells a longer name from a shorter one`() throws {
        let run = try ShownRun(
            #"""
            local x = 1; xx.y = 1
            """#)

        #expect(
            run.failure(InspectionStyle(width: 60)).visible
                == #"""
                flow.lua:1: attempt to index a nil value (global 'xx')
                > 1 | local x = 1; xx.y = 1
                    |              ^^
                stack traceback:
                	flow.lua:1: in main chunk

                """#)
    }

    @Test func `does not take a concatenation for a field`() throws {
        let run = try ShownRun(
            #"""
            local a = { name = 1 }; print("a"..name.first)
            """#)

        #expect(
            run.failure(InspectionStyle(width: 60)).visible
                == #"""
                flow.lua:1: attempt to index a nil value (global 'name')
                > 1 | local a = { name = 1 }; print("a"..name.first)
                    |             ^^^^                   ^^^^
                stack traceback:
                	flow.lua:1: in main chunk

                """#)
    }
}
