import Reporting
import Scripting
import Testing

@Suite struct `A summary of a session` {
    @Test func `shows what fits into its lines`() throws {
        let run = try ShownRun(
            #"""
             local lobby = stacy:create(ref, muster.request():set("map", "dust"):set("rules", { mode = "KotH", laps = 3 })
               :join { active = true, custom = { skill = 3 } }:reserve(omar, { type = "leader" }))
            omar:join(ref)
            """#)

        #expect(
            run.summary("quick", "lobby", lines: 1, InspectionStyle(width: 76)).visible
                == #"""
                quick/lobby  #2  open  2 members: 2 active  by omar PUT
                """#)
        #expect(
            run.summary("quick", "lobby", lines: 2, InspectionStyle(width: 76)).visible
                == #"""
                quick/lobby  #2  open  2 members: 2 active  by omar PUT
                  0 stacy active 1 omar active
                """#)
        #expect(
            run.summary("quick", "lobby", lines: 3, InspectionStyle(width: 76)).visible
                == #"""
                quick/lobby  #2  open  2 members: 2 active  by omar PUT
                  { map = "dust", rules = { laps = 3, mode = "KotH" } }
                  0 stacy active 1 omar active
                """#)
        #expect(
            run.summary("quick", "lobby", lines: 8, InspectionStyle(width: 76)).visible
                == #"""
                quick/lobby  #2  open  2 members: 2 active  by omar PUT
                  { map = "dust", rules = { laps = 3, mode = "KotH" } }
                  #  gamertag  xuid  state   custom
                  0  stacy     1     active  { skill = 3 }
                  1  omar      2     active  { type = "leader" }
                """#)
        #expect(
            run.summary("quick", "lobby", lines: 4, InspectionStyle(width: 40)).visible
                == #"""
                quick/lobby  #2  open  2 members: 2 act…
                  { map = "dust", rules = { laps = 3, m…
                  0 stacy active 1 omar active
                """#)
        #expect(
            run.summary("quick", "lobby", lines: 8, InspectionStyle(width: 76, isColored: true))
                .visible
                    == #"""
                    ␛[1mquick/lobby␛[0m  ␛[36m#2  ␛[0mopen  2 members: 2 active␛[2m  by omar PUT␛[0m
                      { map = "dust", rules = { laps = 3, mode = "KotH" } }
                      ␛[2m#␛[0m  ␛[2mgamertag␛[0m  ␛[2mxuid␛[0m  ␛[2mstate␛[0m   ␛[2mcustom␛[0m
                      ␛[36m0␛[0m  stacy     1     ␛[32mactive␛[0m  { skill = 3 }
                      ␛[36m1␛[0m  omar      2     ␛[32mactive␛[0m  { type = "leader" }
                    """#)
    }

    @Test func `of many members counts those that have no room`() throws {
        let run = try ShownRun(
            #"""
            local request = muster.request():join { active = true }
            for place, player in ipairs(service:users(5)) do request = request:reserve(player) end
            stacy:create(ref, request)
            """#)

        #expect(
            run.summary("quick", "lobby", lines: 5, InspectionStyle(width: 60)).visible
                == #"""
                quick/lobby  #1  open  6 members: 1 active, 5 reserved  by …
                  #  gamertag  xuid              state
                  0  stacy     1                 active
                  1            2814660000100001  reserved
                  … 4 more
                """#)
        #expect(
            run.summary("quick", "lobby", lines: 3, InspectionStyle(width: 60)).visible
                == #"""
                quick/lobby  #1  open  6 members: 1 active, 5 reserved  by …
                  0 stacy active 1 2814660000100001 reserved 2 281466000010…
                """#)
        #expect(
            run.summary("quick", "lobby", lines: 12, InspectionStyle(width: 60)).visible
                == #"""
                quick/lobby  #1  open  6 members: 1 active, 5 reserved  by …
                  #  gamertag  xuid              state
                  0  stacy     1                 active
                  1            2814660000100001  reserved
                  2            2814660000100002  reserved
                  3            2814660000100003  reserved
                  4            2814660000100004  reserved
                  5            2814660000100005  reserved
                """#)
    }

    @Test func `of no session says so`() throws {
        let run = try ShownRun(
            #"""
            print "hello"
            """#)

        #expect(
            run.summary("quick", "lobby", lines: 3, InspectionStyle(width: 60)).visible
                == #"""
                quick/lobby  no such session
                """#)
    }

    @Test func `has names without power`() throws {
        let run = try ShownRun(
            #"""
            service:user { xuid = "9", gamertag = "\27[2Jevil" }:create(ref, muster.request():set("\27", "\7"):join { active = true })
            """#)

        #expect(
            run.summary("quick", "lobby", lines: 2, InspectionStyle(width: 60)).visible
                == #"""
                quick/lobby  #1  open  1 member: 1 active  by \27[2Jevil PUT
                  0 \27[2Jevil active
                """#)
        #expect(
            run.summary("quick", "lobby", lines: 5, InspectionStyle(width: 60)).visible
                == #"""
                quick/lobby  #1  open  1 member: 1 active  by \27[2Jevil PUT
                  { ["\27"] = "\7" }
                  #  gamertag    xuid  state
                  0  \27[2Jevil  9     active
                """#)
    }
}
