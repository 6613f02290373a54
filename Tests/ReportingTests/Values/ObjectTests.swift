import Reporting
import Scripting
import Testing

@Suite struct `An object at the prompt` {
    @Test func `that is a session is a document with a table of members`() throws {
        let run = try ShownRun(
            #"""
            local lobby = stacy:create(ref, muster.request():set("map", "dust"):set("rules", { mode = "KotH", laps = 3 })
              :join { active = true, custom = { skill = 3 } }:reserve(omar, { type = "leader" }))
            value = omar:join(ref)
            """#)

        #expect(
            try run.text(InspectionStyle(width: 76)).visible
                == #"""
                session quick/lobby  #2  open  seen by omar
                  2 members: 2 active
                  #   gamertag  xuid  state   custom
                  0   stacy     1     active  { skill = 3 }
                  1*  omar      2     active  { type = "leader" }
                  properties.custom  { map = "dust", rules = { laps = 3, mode = "KotH" } }
                """#)
        #expect(
            try run.text(InspectionStyle(width: 40)).visible
                == #"""
                session quick/lobby  #2  open  seen by …
                  2 members: 2 active
                  #   gamertag  xuid  state   custom
                  0   stacy     1     active  { skill =…
                  1*  omar      2     active  { type = …
                  properties.custom
                    {
                      map = "dust",
                      rules = {
                        laps = 3,
                        mode = "KotH",
                      },
                    }
                """#)
        #expect(
            try run.text(InspectionStyle(width: 76, isColored: true)).visible
                == #"""
                session ␛[1mquick/lobby␛[0m  ␛[36m#2  ␛[0mopen␛[2m  seen by omar␛[0m
                  2 members: 2 active
                  ␛[2m#␛[0m   ␛[2mgamertag␛[0m  ␛[2mxuid␛[0m  ␛[2mstate␛[0m   ␛[2mcustom␛[0m
                  ␛[36m0␛[0m   stacy     1     ␛[32mactive␛[0m  { skill = 3 }
                  ␛[36m1␛[0m␛[1m*␛[0m  omar      2     ␛[32mactive␛[0m  { type = "leader" }
                  ␛[2mproperties.custom␛[0m  { ␛[34mmap␛[0m = ␛[32m"dust"␛[0m, ␛[34mrules␛[0m = { ␛[34mlaps␛[0m = ␛[36m3␛[0m, ␛[34mmode␛[0m = ␛[32m"KotH"␛[0m } }
                """#)
    }

    @Test func `that is a session has all of its parts`() throws {
        let run = try ShownRun(
            #"""
            local hall = service:reference("owned", "hall")
            stacy:create(hall, muster.request():set("map", "dust"):constant("mode", "duel")
              :closed(true):join { active = true, roles = { class = "medic" } })
            service:server():write(hall, muster.request()
              :server("match", { properties = { custom = { port = 4000 } } }))
            value = stacy:get(hall)
            """#)

        #expect(
            try run.text(InspectionStyle(width: 76)).visible
                == #"""
                session owned/hall  #2  open, joinable: local, closed  seen by stacy
                  1 member: 1 active
                  #   gamertag  xuid  state   roles
                  0*  stacy     1     active  class=medic
                  properties.custom  { map = "dust" }
                  properties.system  { readRestriction = "local", owners = { 0 } }
                  constants.custom   { mode = "duel" }
                  constants.system   {
                    capabilities = {
                      hasOwners = true,
                      searchable = true,
                      userAuthorizationStyle = true,
                    },
                    ownershipPolicies = {
                      migration = "oldest",
                      nonOwnerModifiableSystemProperties = { "closed" },
                    },
                  }
                  server match       { properties = { custom = { port = 4000 } } }
                  role class         medic 1 of 1, tank 0 of 2
                """#)
    }

    @Test func `that is being initialized tells how far it is`() throws {
        let run = try ShownRun(
            #"""
            local room, network = service:reference "p2p", service.network
            local function seat(player)
              return muster.request():join {
                active = true, initialize = true, secureDeviceAddress = network:address(player),
              }
            end
            stacy:create(room, seat(stacy):reserve(omar, nil, { initialize = true }))
            value = omar:write(room, seat(omar))
            """#)

        #expect(
            try run.text(InspectionStyle(width: 76)).visible
                == #"""
                session p2p/c9609708-a715-440f-a990-9295fa43c702  #2  open  seen by omar
                  2 members: 2 active
                  #   gamertag  xuid  state
                  0   stacy     1     active
                  1*  omar      2     active
                  initializing      measuring, episode 1, since 2030-01-01T00:00:00.0000000Z
                  next timer        2030-01-01T00:00:30.0000000Z
                  constants.system  {
                    maxMembersCount = 4,
                    capabilities = { connectivity = true },
                    memberInitialization = { membersNeededToStart = 2 },
                    peerToPeerRequirements = {
                      latencyMaximum = 250,
                      bandwidthMinimum = 10000,
                    },
                  }
                """#)
    }

    @Test func `that is a large session shows the first members`() throws {
        let run = try ShownRun(
            #"""
            local lobby = service:reference("raw", "party")
            local request = muster.request():join { active = true }
            for place, player in ipairs(service:users(8)) do request = request:reserve(player, { seat = place }) end
            value = stacy:create(lobby, request)
            """#)

        #expect(
            try run.text(InspectionStyle(width: 60)).visible
                == #"""
                session raw/party  #1  private  seen by stacy
                  9 members: 1 active, 8 reserved
                  #   gamertag  xuid              state     custom
                  0*  stacy     1                 active
                  1             2814660000100001  reserved  { seat = 1 }
                  2             2814660000100002  reserved  { seat = 2 }
                  3             2814660000100003  reserved  { seat = 3 }
                  4             2814660000100004  reserved  { seat = 4 }
                  5             2814660000100005  reserved  { seat = 5 }
                  6             2814660000100006  reserved  { seat = 6 }
                  7             2814660000100007  reserved  { seat = 7 }
                  8             2814660000100008  reserved  { seat = 8 }
                  next timer        2030-01-01T00:00:30.0000000Z
                  constants.system  { version = 1, maxMembersCount = 10 }
                """#)
    }

    @Test func `that is an error tells its story, and what to do`() throws {
        let run = try ShownRun(
            #"""
            local lobby = stacy:create(ref, active)
            stacy:write(ref, muster.request():set("map", "dust"))
            local ok, refusal = pcall(lobby.write, lobby, muster.request():set("map", "mirage"), "synchronized")
            value = refusal
            """#)

        #expect(
            try run.text(InspectionStyle(width: 76)).visible
                == #"""
                stacy could not write to quick/lobby (412 out_of_sync): the session has
                  changed since the version that the write names [rule 2.4.3]; others
                  changed /properties/custom/map: base nothing, mine "mirage", theirs "dust"
                  kind        out_of_sync (412)
                  rule        2.4.3
                  what to do  read it again and retry: session:update(...) does both
                  conflict    properties.custom.map  base nothing  mine "mirage"  theirs "d…
                  session     session quick/lobby  #2  open  seen by stacy
                  where       flow.lua:3
                """#)
        #expect(
            try run.text(InspectionStyle(width: 40)).visible
                == #"""
                stacy could not write to quick/lobby
                  (412 out_of_sync): the session has
                  changed since the version that the
                  write names [rule 2.4.3]; others
                  changed /properties/custom/map: base
                  nothing, mine "mirage", theirs "dust"
                  kind
                    out_of_sync (412)
                  rule
                    2.4.3
                  what to do
                    read it again and retry: session:up…
                  conflict
                    properties.custom.map  base nothing…
                  session
                    session quick/lobby  #2  open  seen…
                  where
                    flow.lua:3
                """#)
        #expect(
            try run.text(InspectionStyle(width: 76, isColored: true)).visible
                == #"""
                ␛[31mstacy could not write to quick/lobby (412 out_of_sync): the session has␛[0m
                ␛[31m  changed since the version that the write names [rule 2.4.3]; others␛[0m
                ␛[31m  changed /properties/custom/map: base nothing, mine "mirage", theirs "dust"␛[0m
                  ␛[2mkind␛[0m        out_of_sync (412)
                  ␛[2mrule␛[0m        ␛[36m2.4.3␛[0m
                  ␛[2mwhat to do␛[0m  ␛[32mread it again and retry: session:update(...) does both␛[0m
                  ␛[2mconflict␛[0m    ␛[31mproperties.custom.map␛[0m␛[2m  base nothing␛[0m  mine "mirage"  theirs "d…
                  ␛[2msession␛[0m     session ␛[1mquick/lobby␛[0m  ␛[36m#2  ␛[0mopen␛[2m  seen by stacy␛[0m
                  ␛[2mwhere␛[0m       flow.lua:3
                """#)
    }

    @Test func `that is an error of the run has what it knows`() throws {
        let run = try ShownRun(
            #"""
            local ok, late = pcall(muster.timeout, "5s", muster.sleep, "1m")
            value = late
            """#)

        #expect(
            try run.text(InspectionStyle(width: 72)).visible
                == #"""
                nothing came of it within 5s
                  kind        timeout
                  what to do  try again, or allow more time
                  where       flow.lua:1
                """#)
    }

    @Test func `that is a request shows what it says`() throws {
        let run = try ShownRun(
            #"""
            value = muster.request():reserve(omar, { type = "leader" }):set("map", null):visibility "open"
            """#)

        #expect(
            try run.text(InspectionStyle(width: 60)).visible
                == #"""
                request
                  members     {
                    reserve_0 = {
                      constants = {
                        system = { xuid = "2" },
                        custom = { type = "leader" },
                      },
                    },
                  }
                  properties  { custom = { map = null } }
                  constants   { system = { visibility = "open" } }
                """#)
    }

    @Test func `that is an empty request says so`() throws {
        let run = try ShownRun(
            #"""
            value = muster.request()
            """#)

        #expect(
            try run.text(InspectionStyle(width: 60)).visible
                == #"""
                request  changes nothing
                """#)
    }

    @Test func `that is a user, with a name that orders a terminal about, has no power`() throws {
        let run = try ShownRun(
            #"""
            value = service:user { xuid = "9", gamertag = "\27[2Jevil\n\u{202e}" }
            """#)

        #expect(
            try run.text(InspectionStyle(width: 60)).visible
                == #"""
                user \27[2Jevil\n\u{202E}
                  xuid    9
                  device  L0-9
                """#)
        #expect(
            try run.text(InspectionStyle(width: 60, isColored: true)).visible
                == #"""
                ␛[1muser \27[2Jevil\n\u{202E}␛[0m
                  ␛[2mxuid␛[0m    9
                  ␛[2mdevice␛[0m  L0-9
                """#)
    }

    @Test func `that is a member shows its parts`() throws {
        let run = try ShownRun(
            #"""
            local lobby = stacy:create(ref, muster.request():set("map", "dust"):set("rules", { mode = "KotH", laps = 3 })
              :join { active = true, custom = { skill = 3 } }:reserve(omar, { type = "leader" }))
            value = lobby:member(omar)
            """#)

        #expect(
            try run.text(InspectionStyle(width: 60)).visible
                == #"""
                member 1 2  reserved
                  xuid              2
                  constants.custom  { type = "leader" }
                  joinTime          2030-01-01T00:00:00.0000000Z
                """#)
    }

    @Test func `that is a version shows its changes`() throws {
        let run = try ShownRun(
            #"""
            local lobby = stacy:create(ref, active)
            stacy:write(ref, muster.request():set("map", "dust"))
            value = stacy:get(ref):history()[2]
            """#)

        #expect(
            try run.text(InspectionStyle(width: 60)).visible
                == #"""
                #2  by stacy PUT  flow.lua:2
                  + properties.custom.map  "dust"
                """#)
        #expect(
            try run.text(InspectionStyle(width: 60, isColored: true)).visible
                == #"""
                ␛[36m#2␛[0m  by stacy PUT␛[2m  flow.lua:2␛[0m
                  ␛[32m+ ␛[0mproperties.custom.map  ␛[32m"dust"␛[0m
                """#)
    }

    @Test func `that is a handle shows its document`() throws {
        let run = try ShownRun(
            #"""
            value = stacy:invite(stacy:create(ref, active), omar)
            """#)

        #expect(
            try run.text(InspectionStyle(width: 72)).visible
                == #"""
                invite handle 3587d62b-765d-46c8-b723-f830379f9d13 to quick/lobby
                  version      1
                  invitedXuid  "2"
                  senderXuid   "1"
                  expiration   "2030-01-01T01:00:00.0000000Z"
                  createTime   "2030-01-01T00:00:00.0000000Z"
                """#)
    }

    @Test func `that is a task tells its state and where it began`() throws {
        let run = try ShownRun(
            #"""
            value = muster.spawn(function() muster.sleep "5s" end)
            muster.sleep "1s"
            """#)

        #expect(
            try run.text(InspectionStyle(width: 72)).visible
                == #"""
                task 2 cancelled
                  spawned at  flow.lua:1
                """#)
    }

    @Test func `that is a reference is a line`() throws {
        let run = try ShownRun(
            #"""
            value = ref
            """#)

        #expect(
            try run.text(InspectionStyle(width: 72)).visible
                == #"""
                reference quick/lobby  scid 8d050174-412b-4d51-a29b-d55a34edfdb7
                """#)
        #expect(
            try run.text(InspectionStyle(width: 30)).visible
                == #"""
                reference quick/lobby  scid 8…
                """#)
    }

    @Test func `that is a change is a line`() throws {
        let run = try ShownRun(
            #"""
            local lobby = stacy:create(ref, active)
            value = stacy:write(ref, muster.request():set("map", "dust")):diff(lobby)[1]
            """#)

        #expect(
            try run.text(InspectionStyle(width: 72)).visible
                == #"""
                + properties.custom.map  "dust"  #2 by stacy
                """#)
        #expect(
            try run.text(InspectionStyle(width: 40)).visible
                == #"""
                + …es.custom.map  "dust"  #2 by stacy
                """#)
    }

    @Test func `that is a conflict is a line`() throws {
        let run = try ShownRun(
            #"""
            local lobby = stacy:create(ref, active)
            stacy:write(ref, muster.request():set("map", "dust"))
            local ok, refusal = pcall(lobby.write, lobby, muster.request():set("map", "mirage"), "synchronized")
            value = refusal.conflicts[1]
            """#)

        #expect(
            try run.text(InspectionStyle(width: 76)).visible
                == #"""
                properties.custom.map  base nothing  mine "mirage"  theirs "dust"
                """#)
        #expect(
            try run.text(InspectionStyle(width: 76, isColored: true)).visible
                == #"""
                ␛[31mproperties.custom.map␛[0m␛[2m  base nothing␛[0m  mine "mirage"  theirs "dust"
                """#)
    }

    @Test func `inside of a table is one line`() throws {
        let run = try ShownRun(
            #"""
            value = { stacy, lobby = stacy:create(ref, active), clock = muster.clock }
            """#)

        #expect(
            try run.text(InspectionStyle(width: 72)).visible
                == #"""
                {
                  stacy,
                  clock = 2030-01-01T00:00:00.0000000Z,
                  lobby = session quick #1 open: 0 stacy active,
                }
                """#)
    }
}
