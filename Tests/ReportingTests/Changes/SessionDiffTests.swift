import Reporting
import Scripting
import Sessions
import Testing

@Suite struct `The changes of a session` {
    @Test func `are told version by version, with who made them`() throws {
        let run = try ShownRun(
            #"""
            local lobby = stacy:create(ref, muster.request():set("map", "dust"):join { active = true }:reserve(omar, { type = "leader" }))
            omar:join(ref)
            stacy:write(ref, muster.request():set("map", null):set("score", { 1, 2, 3 }))
            omar:write(ref, muster.request():join { active = false, custom = { skill = 9 } })
            stacy:write(ref, muster.request():set("score", { 1, 2, 4 }):reserve(service:user { xuid = "77" }))
            muster.sleep "31s"
            stacy:get(ref)
            omar:leave(ref)
            """#)

        #expect(
            run.changes(InspectionStyle(width: 76)).visible
                == #"""
                lobby  #1 new  by stacy PUT  flow.lua:1
                  + properties.custom.map  "dust"
                  + members.0              stacy active
                  + members.1              2 reserved { type = "leader" }
                lobby  #1 → #2  by omar PUT  flow.lua:2
                  + members.1.gamertag  "omar"
                  + members.1.active    true
                  - members.1.reserved  true
                lobby  #2 → #3  by stacy PUT  flow.lua:3
                  + properties.custom.score  { 1, 2, 3 }
                  - properties.custom.map    "dust"
                lobby  #3 → #4  by omar PUT  flow.lua:4
                  - members.1.active        true
                  + members.1.custom.skill  9
                lobby  #4 → #5  by stacy PUT  flow.lua:5
                  ~ properties.custom.score.2  3 → 4
                  + members.2                  77 reserved
                  - members.1                  omar inactive { type = "leader" } { skill = …
                lobby  #5 → #6  by the service: reservation expired
                  - members.2  77 reserved
                """#)
        #expect(
            run.changes(InspectionStyle(width: 40)).visible
                == #"""
                lobby  #1 new  by stacy PUT  flow.lua:1
                  + …es.custom.map  "dust"
                  + members.0       stacy active
                  + members.1       2 reserved { type =…
                lobby  #1 → #2  by omar PUT  flow.lua:2
                  + …rs.1.gamertag  "omar"
                  + …bers.1.active  true
                  - …rs.1.reserved  true
                lobby  #2 → #3  by stacy PUT  flow.lua:3
                  + ….custom.score  { 1, 2, 3 }
                  - …es.custom.map  "dust"
                lobby  #3 → #4  by omar PUT  flow.lua:4
                  - …bers.1.active  true
                  + ….custom.skill  9
                lobby  #4 → #5  by stacy PUT  flow.lua:5
                  ~ …ustom.score.2  3 → 4
                  + members.2       77 reserved
                  - members.1       omar inactive { typ…
                lobby  #5 → #6  by the service: reserva…
                  - members.2  77 reserved
                """#)
    }

    @Test func `are coloured by what they are`() throws {
        let run = try ShownRun(
            #"""
            local lobby = stacy:create(ref, muster.request():set("map", "dust"):join { active = true }:reserve(omar, { type = "leader" }))
            omar:join(ref)
            stacy:write(ref, muster.request():set("map", null):set("score", { 1, 2, 3 }))
            omar:write(ref, muster.request():join { active = false, custom = { skill = 9 } })
            stacy:write(ref, muster.request():set("score", { 1, 2, 4 }):reserve(service:user { xuid = "77" }))
            muster.sleep "31s"
            stacy:get(ref)
            omar:leave(ref)
            """#)

        #expect(
            run.changes(InspectionStyle(width: 76, isColored: true)).visible
                == #"""
                ␛[1mlobby␛[0m  ␛[36m#1␛[0m␛[32m new␛[0m␛[2m  by stacy PUT␛[0m␛[2m  flow.lua:1␛[0m
                  ␛[32m+ ␛[0mproperties.custom.map  ␛[32m"dust"␛[0m
                  ␛[32m+ ␛[0mmembers.0              ␛[32mstacy active␛[0m
                  ␛[32m+ ␛[0mmembers.1              ␛[32m2 reserved { type = "leader" }␛[0m
                ␛[1mlobby␛[0m  ␛[36m#1 → #2␛[0m␛[2m  by omar PUT␛[0m␛[2m  flow.lua:2␛[0m
                  ␛[32m+ ␛[0mmembers.1.gamertag  ␛[32m"omar"␛[0m
                  ␛[32m+ ␛[0mmembers.1.active    ␛[32mtrue␛[0m
                  ␛[31m- ␛[0mmembers.1.reserved  ␛[31mtrue␛[0m
                ␛[1mlobby␛[0m  ␛[36m#2 → #3␛[0m␛[2m  by stacy PUT␛[0m␛[2m  flow.lua:3␛[0m
                  ␛[32m+ ␛[0mproperties.custom.score  ␛[32m{ 1, 2, 3 }␛[0m
                  ␛[31m- ␛[0mproperties.custom.map    ␛[31m"dust"␛[0m
                ␛[1mlobby␛[0m  ␛[36m#3 → #4␛[0m␛[2m  by omar PUT␛[0m␛[2m  flow.lua:4␛[0m
                  ␛[31m- ␛[0mmembers.1.active        ␛[31mtrue␛[0m
                  ␛[32m+ ␛[0mmembers.1.custom.skill  ␛[32m9␛[0m
                ␛[1mlobby␛[0m  ␛[36m#4 → #5␛[0m␛[2m  by stacy PUT␛[0m␛[2m  flow.lua:5␛[0m
                  ␛[33m~ ␛[0mproperties.custom.score.2  ␛[2m3␛[0m␛[33m → ␛[0m4
                  ␛[32m+ ␛[0mmembers.2                  ␛[32m77 reserved␛[0m
                  ␛[31m- ␛[0mmembers.1                  ␛[31momar inactive { type = "leader" } { skill = …␛[0m
                ␛[1mlobby␛[0m  ␛[36m#5 → #6␛[0m␛[2m  by the service: reservation expired␛[0m
                  ␛[31m- ␛[0mmembers.2  ␛[31m77 reserved␛[0m
                """#)
    }

    @Test func `name the session by its template when its name was made up`() throws {
        let run = try ShownRun(
            #"""
            stacy:create(service:reference("quick"), active)
            """#)

        #expect(
            run.changes(InspectionStyle(width: 60)).visible
                == #"""
                quick/c9609708  #1 new  by stacy PUT  flow.lua:1
                  + members.0  stacy active
                """#)
    }

    @Test func `have names that order a terminal about without power`() throws {
        let run = try ShownRun(
            #"""
            local evil = service:user { xuid = "9", gamertag = "\27[2Jevil" }
            evil:create(ref, muster.request():set("a.b", "\27[31m\u{9b}"):set("", { ["\27"] = {} }):join { active = true })
            """#)

        #expect(
            run.changes(InspectionStyle(width: 76)).visible
                == #"""
                lobby  #1 new  by \27[2Jevil PUT  flow.lua:2
                  + properties.custom."a.b"  "\27[31m\u{9B}"
                  + properties.custom.""     {}
                  + members.0                \27[2Jevil active
                """#)
    }

    @Test func `are cut where there are many`() throws {
        let run = try ShownRun(
            #"""
            local request = muster.request():join { active = true }
            for place = 1, 50 do request = request:set("name" .. place, string.rep("x", place * 40)) end
            stacy:create(ref, request)
            """#)

        #expect(
            run.changes(InspectionStyle(width: 60)).visible
                == #"""
                lobby  #1 new  by stacy PUT  flow.lua:3
                  + properties.custom.name1   "xxxxxxxxxxxxxxxxxxxxxxxxxxxx…
                  + properties.custom.name2   "xxxxxxxxxxxxxxxxxxxxxxxxxxxx…
                  + properties.custom.name3   "xxxxxxxxxxxxxxxxxxxxxxxxxxxx…
                  + properties.custom.name4   "xxxxxxxxxxxxxxxxxxxxxxxxxxxx…
                  + properties.custom.name5   "xxxxxxxxxxxxxxxxxxxxxxxxxxxx…
                  + properties.custom.name6   "xxxxxxxxxxxxxxxxxxxxxxxxxxxx…
                  + properties.custom.name7   "xxxxxxxxxxxxxxxxxxxxxxxxxxxx…
                  + properties.custom.name8   "xxxxxxxxxxxxxxxxxxxxxxxxxxxx…
                  + properties.custom.name9   "xxxxxxxxxxxxxxxxxxxxxxxxxxxx…
                  + properties.custom.name10  "xxxxxxxxxxxxxxxxxxxxxxxxxxxx…
                  + properties.custom.name11  "xxxxxxxxxxxxxxxxxxxxxxxxxxxx…
                  + properties.custom.name12  "xxxxxxxxxxxxxxxxxxxxxxxxxxxx…
                  + properties.custom.name13  "xxxxxxxxxxxxxxxxxxxxxxxxxxxx…
                  + properties.custom.name14  "xxxxxxxxxxxxxxxxxxxxxxxxxxxx…
                  + properties.custom.name15  "xxxxxxxxxxxxxxxxxxxxxxxxxxxx…
                  + properties.custom.name16  "xxxxxxxxxxxxxxxxxxxxxxxxxxxx…
                  + properties.custom.name17  "xxxxxxxxxxxxxxxxxxxxxxxxxxxx…
                  + properties.custom.name18  "xxxxxxxxxxxxxxxxxxxxxxxxxxxx…
                  + properties.custom.name19  "xxxxxxxxxxxxxxxxxxxxxxxxxxxx…
                  + properties.custom.name20  "xxxxxxxxxxxxxxxxxxxxxxxxxxxx…
                  + properties.custom.name21  "xxxxxxxxxxxxxxxxxxxxxxxxxxxx…
                  + properties.custom.name22  "xxxxxxxxxxxxxxxxxxxxxxxxxxxx…
                  + properties.custom.name23  "xxxxxxxxxxxxxxxxxxxxxxxxxxxx…
                  + properties.custom.name24  "xxxxxxxxxxxxxxxxxxxxxxxxxxxx…
                  + properties.custom.name25  "xxxxxxxxxxxxxxxxxxxxxxxxxxxx…
                  + properties.custom.name26  "xxxxxxxxxxxxxxxxxxxxxxxxxxxx…
                  + properties.custom.name27  "xxxxxxxxxxxxxxxxxxxxxxxxxxxx…
                  + properties.custom.name28  "xxxxxxxxxxxxxxxxxxxxxxxxxxxx…
                  + properties.custom.name29  "xxxxxxxxxxxxxxxxxxxxxxxxxxxx…
                  + properties.custom.name30  "xxxxxxxxxxxxxxxxxxxxxxxxxxxx…
                  … 21 more
                """#)
    }

    @Test func `of a session that began anew are told from nothing`() throws {
        let run = try ShownRun(
            #"""
            stacy:create(ref, active)
            stacy:leave(ref)
            stacy:create(ref, active)
            """#)

        #expect(
            run.changes(InspectionStyle(width: 60)).visible
                == #"""
                lobby  #1 new  by stacy PUT  flow.lua:1
                  + members.0  stacy active
                lobby  #1 begun anew  by stacy PUT  flow.lua:3
                  + members.0  stacy active
                """#)
    }

    @Test func `over several versions tell who was the last`() throws {
        let run = try ShownRun(
            """
            stacy:create(ref, active)
            omar:join(ref)
            stacy:write(ref, muster.request():set("map", "dust"))
            """)

        #expect(
            run.change()
                == """
                lobby  #1 → #3  last by stacy PUT  flow.lua:3
                  + properties.custom.map  "dust"
                  + members.1              omar active
                """)
    }

    @Test func `end with the session`() throws {
        let run = try ShownRun("stacy:create(ref, active)")
        let reference = SessionReference(
            scid: ScriptOptions.defaultScid, templateName: "quick", name: "lobby")
        let last = run.runner.chronicle.versions(of: reference).last
        let text = SessionDiffText(style: InspectionStyle(width: 72, isColored: true))

        #expect(
            text.text(ofEndOf: reference, last: last).visible
                == "␛[1mlobby␛[0m  ␛[36m#1 → ␛[0m␛[31mended␛[0m")
        #expect(
            text.text(ofEndOf: reference, last: nil).visible
                == "␛[1mlobby␛[0m  ␛[31mended␛[0m")
    }
}
