import Scripting

/// Short flows, each with a bug that an ordinary run does not show, beside one without the bug.
enum Races {
    /// Those without a bug.
    static let correct = [update, ifMatch, otherLobby, channel, paidOnce, wait, taps]

    /// Two players add to a number that they have read before.
    static let lostUpdate = ExploredScript(
        """
        ada:create(ref, active:set("count", 0))
        local function add(player)
          local seen = player:get(ref)
          player:write(ref, muster.request():set("count", seen.properties.custom.count + 1))
        end
        muster.all { function() add(ada) end, function() add(grace) end }
        assert(ada:get(ref).properties.custom.count == 2, "an addition is lost")
        """)

    static let update = ExploredScript(
        """
        ada:create(ref, active:set("count", 0))
        local function add(player)
          player:get(ref):update(function(now)
            return muster.request():set("count", now.properties.custom.count + 1)
          end)
        end
        muster.all { function() add(ada) end, function() add(grace) end }
        assert(ada:get(ref).properties.custom.count == 2, "an addition is lost")
        """)

    static let ifMatch = ExploredScript(
        """
        ada:create(ref, active:set("count", 0))
        local function add(player)
          while true do
            local seen = player:get(ref)
            local request = muster.request():set("count", seen.properties.custom.count + 1)
            local ok, problem = pcall(player.write, player, ref, request:if_match(seen.etag))
            if ok then return end
            assert(problem.status == 412, problem)
          end
        end
        muster.all { function() add(ada) end, function() add(grace) end }
        assert(ada:get(ref).properties.custom.count == 2, "an addition is lost")
        """)

    /// Two players look whether there is room before they take the last seat.
    static let takenSeat = ExploredScript(
        """
        local kim = service:user { xuid = "3", gamertag = "kim" }
        ada:create(ref, active:maxMembersCount(2))
        local joined = 0
        local function sit(player)
          if player:get(ref).membersInfo.count < 2 then
            player:join(ref)
            joined = joined + 1
          end
        end
        muster.all { function() sit(grace) end, function() sit(kim) end }
        assert(joined == 1)
        """)

    static let otherLobby = ExploredScript(
        """
        local kim = service:user { xuid = "3", gamertag = "kim" }
        ada:create(ref, active:maxMembersCount(2))
        local joined = 0
        local function sit(player)
          if pcall(player.join, player, ref) then joined = joined + 1 end
        end
        muster.all { function() sit(grace) end, function() sit(kim) end }
        assert(joined == 1)
        """)

    /// One task takes it for granted that another has run.
    static let order = ExploredScript(
        """
        local map
        local choosing = muster.spawn(function() map = "dust" end)
        local loading = muster.spawn(function() return "maps/" .. map end)
        muster.all { choosing, loading }
        """)

    static let channel = ExploredScript(
        """
        local maps = muster.channel()
        local choosing = muster.spawn(function()
          for round = 1, 3 do maps:send(round) end
          maps:close()
        end)
        local loading = muster.spawn(function()
          local round = 0
          for map in maps do
            round = round + 1
            assert(map == round)
          end
          assert(round == 3)
        end)
        muster.all { choosing, loading }
        """)

    private static let patience = """
        local function patient(f, ...)
          for _ = 1, 9 do
            local ok, answer = pcall(f, ...)
            if ok then return answer end
            if not answer.retryable then error(answer, 0) end
            muster.sleep(answer.retry_after or 1)
          end
        end

        """

    /// A write that has no answer is sent again, though it may have been acted on.
    static let doublePay = ExploredScript(
        patience + """
            patient(ada.write, ada, ref, active:set("coins", 0))
            patient(function()
              local seen = ada:get(ref)
              ada:write(ref, muster.request():set("coins", seen.properties.custom.coins + 5))
            end)
            assert(patient(ada.get, ada, ref).properties.custom.coins == 5, "paid twice")
            """, varying: [.network, .faults, .outages])

    static let paidOnce = ExploredScript(
        patience + """
            patient(ada.write, ada, ref, active:set("coins", 0))
            local receipt = muster.guid()
            patient(function()
              local seen = ada:get(ref)
              if seen.properties.custom.receipt == receipt then return end
              ada:write(ref, muster.request():set("coins", seen.properties.custom.coins + 5)
                :set("receipt", receipt):if_match(seen.etag))
            end)
            assert(patient(ada.get, ada, ref).properties.custom.coins == 5, "paid twice")
            """, varying: [.network, .faults, .outages])

    /// There are sides for two.
    static let sides = ExploredScript(
        """
        ada:create(ref, active)
        local sides = { "red", "blue" }
        local players = service:users(2, 6)
        for index, player in ipairs(players) do
          player:join(ref, { active = true, custom = { side = sides[index] } })
        end
        for _, player in ipairs(players) do
          assert(player:get(ref).me.properties.custom.side, "on no side")
        end
        """)

    /// Somebody waits for a tap that may have come before the subscription.
    static let lostTap = ExploredScript(
        """
        local lobby = service:reference "lobby"
        ada:create(lobby, muster.request():reserve(grace)
          :join { active = true, connection = ada:connect() })
        local line = grace:connect()
        muster.all {
          function()
            grace:subscribe(lobby, line)
            line:next_tap()  -- of the subscription itself
            line:next_tap()
            assert(grace:get(lobby).properties.custom.map)
          end,
          function()
            muster.sleep "20ms"
            ada:write(lobby, muster.request():set("map", "dust"))
          end,
        }
        """)

    static let wait = ExploredScript(
        """
        ada:create(ref, active)
        muster.all {
          function()
            grace:join(ref):wait(function(now) return now.properties.custom.map end)
          end,
          function()
            muster.sleep "1s"
            ada:write(ref, muster.request():set("map", "dust"))
          end,
        }
        """)

    /// A time-out of the very length of what it limits.
    static let tie = ExploredScript(
        """
        local ended = pcall(muster.timeout, "5s", function() muster.sleep "5s" end)
        assert(not ended, "it was in time")
        """)

    /// A write that names an etag, and takes it for granted that it holds.
    static let conflict = ExploredScript(
        """
        local lobby = ada:create(ref, active)
        ada:write(ref, muster.request():set("map", "dust"):if_match(lobby.etag))
        """)

    /// It takes a task that comes first, and a request that is late.
    static let both = ExploredScript(
        """
        local first
        ada:create(ref, active)
        local one = muster.spawn(function()
          first = first or "one"
          muster.sleep "1s"
        end)
        local other = muster.spawn(function() first = first or "other" end)
        muster.all { one, other }
        local begun = clock.elapsed
        grace:join(ref)
        ada:get(ref)
        assert(first == "one" or clock.elapsed == begun, "both")
        """)

    /// Taps come in the order of the commits, over one connection.
    static let taps = ExploredScript(
        """
        local lobby = service:reference "lobby"
        local line = grace:connect()
        ada:create(lobby, muster.request():reserve(grace)
          :join { active = true, connection = ada:connect() })
        grace:subscribe(lobby, line)
        local writing = muster.spawn(function()
          for round = 1, 8 do ada:write(lobby, muster.request():set("round", round)) end
        end)
        local before = 0
        local seen = grace:get(lobby)
        while seen.properties.custom.round ~= 8 do
          local tap = line:next_tap()
          assert(tap.changeNumber > before, "out of order")
          before = tap.changeNumber
          seen = grace:get(lobby)
        end
        writing:wait()
        """)
}
