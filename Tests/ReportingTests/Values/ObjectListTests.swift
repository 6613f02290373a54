import Reporting
import Scripting
import Testing

@Suite struct `A list of objects at the prompt` {
    @Test func `of members is a table`() throws {
        let run = try ShownRun(
            #"""
            local lobby = stacy:create(ref, muster.request():set("map", "dust"):set("rules", { mode = "KotH", laps = 3 })
              :join { active = true, custom = { skill = 3 } }:reserve(omar, { type = "leader" }))
            value = lobby.members
            """#)

        #expect(
            try run.text(InspectionStyle(width: 72)).visible
                == #"""
                #  gamertag  xuid  state     custom
                0  stacy     1     active    { skill = 3 }
                1            2     reserved  { type = "leader" }
                """#)
        #expect(
            try run.text(InspectionStyle(width: 28)).visible
                == #"""
                #  gamer…  xuid  state
                0  stacy   1     active
                1          2     reser…
                """#)
    }

    @Test func `of sessions is a table`() throws {
        let run = try ShownRun(
            #"""
            local lobby = stacy:create(ref, muster.request():set("map", "dust"):set("rules", { mode = "KotH", laps = 3 })
              :join { active = true, custom = { skill = 3 } }:reserve(omar, { type = "leader" }))
            value = { lobby, omar:create(service:reference("raw", "party"), active) }
            """#)

        #expect(
            try run.text(InspectionStyle(width: 72)).visible
                == #"""
                   session      state        members
                1  quick/lobby  #1  open     2 members: 1 active, 1 reserved
                2  raw/party    #1  private  1 member: 1 active
                """#)
        #expect(
            try run.text(InspectionStyle(width: 72, isColored: true)).visible
                == #"""
                   ␛[2msession␛[0m      ␛[2mstate␛[0m        ␛[2mmembers␛[0m
                ␛[2m1␛[0m  ␛[1mquick/lobby␛[0m  ␛[36m#1  ␛[0mopen     2 members: 1 active, 1 reserved
                ␛[2m2␛[0m  ␛[1mraw/party␛[0m    ␛[36m#1  ␛[0mprivate  1 member: 1 active
                """#)
    }

    @Test func `of users is a table, cut after many`() throws {
        let run = try ShownRun(
            #"""
            value = service:users(103)
            """#)

        #expect(
            try run.text(InspectionStyle(width: 60)) { $0.entriesLimit = 3 }.visible
                == #"""
                   user              xuid
                1  2814660000100001  2814660000100001
                2  2814660000100002  2814660000100002
                3  2814660000100003  2814660000100003
                … 100 more
                """#)
    }

    @Test func `of listings is a table`() throws {
        let run = try ShownRun(
            #"""
            stacy:create(ref, muster.request():set("map", "dust"):join { active = true })
            value = stacy:query { xuid = stacy, template = "quick" }
            """#)

        #expect(
            try run.text(InspectionStyle(width: 72)).visible
                == #"""
                   session      visibility  accepted  xuid  status
                1  quick/lobby  open        1         1     active
                """#)
    }

    @Test func `of handles is a table`() throws {
        let run = try ShownRun(
            #"""
            local lobby = stacy:create(ref, active)
            value = { stacy:invite(lobby, omar), stacy:activity(lobby) }
            """#)

        #expect(
            try run.text(InspectionStyle(width: 100)).visible
                == #"""
                   type      id                                    session      owner  invited
                1  invite    3587d62b-765d-46c8-b723-f830379f9d13  quick/lobby         2
                2  activity  4f0c8899-f355-4025-8e34-2371df689806  quick/lobby  1
                """#)
    }

    @Test func `of versions is a table`() throws {
        let run = try ShownRun(
            #"""
            local lobby = stacy:create(ref, active)
            stacy:write(ref, muster.request():set("map", "dust"))
            value = stacy:get(ref):history()
            """#)

        #expect(
            try run.text(InspectionStyle(width: 60)).visible
                == #"""
                   number  by     cause  where
                1  #1      stacy  PUT    flow.lua:1
                2  #2      stacy  PUT    flow.lua:2
                """#)
    }

    @Test func `of changes has their paths aligned`() throws {
        let run = try ShownRun(
            #"""
             local lobby = stacy:create(ref, muster.request():set("map", "dust"):set("rules", { mode = "KotH", laps = 3 })
               :join { active = true, custom = { skill = 3 } }:reserve(omar, { type = "leader" }))
             local now = stacy:write(ref, muster.request():set("map", "mirage"):set("score", { 1, 2 }))
            value = now:diff(lobby)
            """#)

        #expect(
            try run.text(InspectionStyle(width: 60)).visible
                == #"""
                ~ properties.custom.map    "dust" → "mirage"
                + properties.custom.score  { 1, 2 }
                """#)
        #expect(
            try run.text(InspectionStyle(width: 30)).visible
                == #"""
                ~ …stom.map  "dust" → "mirage"
                + …om.score  { 1, 2 }
                """#)
    }

    @Test func `of tasks is a table`() throws {
        let run = try ShownRun(
            #"""
            value = { muster.spawn(muster.sleep, "5s"), muster.spawn(function() end) }
            muster.sleep "1s"
            """#)

        #expect(
            try run.text(InspectionStyle(width: 72)).visible
                == #"""
                   task  state      spawned at
                1  2     cancelled  flow.lua:1
                2  3     finished   flow.lua:1
                """#)
    }

    @Test func `of several classes is a list of lines`() throws {
        let run = try ShownRun(
            #"""
            value = { stacy, ref, muster.request() }
            """#)

        #expect(
            try run.text(InspectionStyle(width: 72)).visible
                == #"""
                { stacy, quick/lobby, request {} }
                """#)
    }
}
