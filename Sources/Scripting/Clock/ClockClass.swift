internal import Lua
internal import Sessions

/// The clock as scripts see it.
let clockClass = LuaClass<ScriptClock>(
    "clock", doc: "The clock of the run, which the directory's timers share.",
    methods: [
        .init(
            "advance", [Parameter("duration", durationType, doc: "How much time passes.")],
            doc: "Lets virtual time pass; everything that falls due on the way happens.",
            example: """
                local before = muster.clock.elapsed
                muster.clock:advance "90s"
                assert(muster.clock.elapsed - before == 90)
                """
        ) { clock, call in
            guard clock.mode == .virtual else {
                throw LuaFault("real time cannot be advanced; use muster.sleep, or --time virtual")
            }
            let duration = try call.duration(1)
            try call.host.scheduler.sleep(
                until: clock.instant(after: duration), what: "the clock", in: &call)
        },
        .init(
            "at",
            [
                Parameter("duration", durationType, doc: "How much time passes before."),
                Parameter("action", .callback([], returns: ""), doc: "What is run, as a task."),
            ], returns: "task", doc: "Runs a function when this much time has passed.",
            example: """
                muster.clock:at("10s", function() print "ten seconds later" end)
                muster.sleep "10s"
                """
        ) { clock, call in
            guard let action = call.function(2) else { throw call.fault(2, expected: "function") }
            let host = call.host
            let instant = try clock.instant(after: try call.duration(1))
            let task = try host.scheduler.spawn(action, at: call.location)
            host.scheduler.delay(task, until: instant)
            call.push(task, as: taskClass)
        },
    ],
    fields: [
        .init("now", "string", doc: "The time now, as the protocol writes times.") {
            $1.push($0.now.description)
        },
        .init("elapsed", "number", doc: "Seconds since the run began.") {
            $1.push($0.elapsedSeconds)
        },
        .init("mode", "\"virtual\"|\"real\"", doc: "Which time the run keeps.") {
            $1.push($0.mode.rawValue)
        },
    ],
    metamethods: [
        HostFunction("__tostring", returns: "string", doc: "The time now.") { call in
            call.push(try call.object(1, of: clockClass).now.description)
        }
    ])
