/// One of the files that `muster init` begins a folder with.
public struct ProjectFile: Sendable, Hashable {
    /// The path in the folder, with slashes.
    public let path: String
    /// What the file is for: a lower-case fragment.
    public let purpose: String
    /// What it holds.
    public let text: String
    /// Whether the text is made from the declarations, and is made anew when they change.
    public let isGenerated: Bool

    /// All of them, in the order to read them.
    public static var all: [ProjectFile] {
        [
            ProjectFile("flows/first-flow.lua", "a first flow, to run and to change", firstFlow),
            ProjectFile(
                "tests/first-test.lua", "a first test: what a flow must keep to", firstTest),
            ProjectFile(
                ".muster.lua", "settings of `muster run`, `test` and `serve` here", configuration),
            ProjectFile(".luarc.json", "settings of lua-language-server", editorSettings),
            ProjectFile(
                "\(libraryFolder)/muster.lua", "what scripts can use, for editors",
                ScriptReference.current.luacats, isGenerated: true),
            ProjectFile(
                ".github/workflows/flows.yml", "runs flows and tests on GitHub Actions",
                gitHubPipeline),
            ProjectFile(".gitlab-ci.yml", "runs flows and tests on GitLab", gitLabPipeline),
        ]
    }

    private init(_ path: String, _ purpose: String, _ text: String, isGenerated: Bool = false) {
        self.path = path
        self.purpose = purpose
        self.text = text
        self.isGenerated = isGenerated
    }

    private static let libraryFolder = ".muster/library"

    private static let firstFlow = """
        -- A seat is held for a player, who takes it; the seat of another player is given back.

        local muster  = require "muster"
        local service = muster.service()

        local stacy = service:user { xuid = "5500461", gamertag = "stacy" }
        local omar  = service:user { xuid = "5500462", gamertag = "omar" }
        local dana  = service:user { xuid = "5500463", gamertag = "dana" }
        local ref   = service:reference "quick"

        -- Stacy creates the session, sits down in it, and holds two seats for 30 seconds.
        local lobby = stacy:create(ref, muster.request()
          :reservedRemovalTimeout "30s"
          :reserve(omar)
          :reserve(dana)
          :join { active = true })
        print(lobby)
        assert(lobby.membersInfo.count == 3)

        -- Omar takes his seat.
        local seat = omar:join(ref)
        print(seat)
        assert(seat.me.active and not seat.me.reserved)

        -- Dana does not come. Waiting takes no time: the clock of a local run is virtual.
        muster.sleep "31s"
        local now = stacy:get(ref)
        print(now)
        assert(not now:member(dana), "the seat should have been given back")

        """

    private static let firstTest = """
        -- What every lobby of ours must keep to. Each test has a directory and a clock of its own;
        -- `muster test` runs them, here and in pipelines.

        local muster = require "muster"

        describe("a lobby", function()
          local service = muster.service()

          local function lobby(seats)
            local host = service:users(1)[1]
            return host, host:create(service:reference "quick", muster.request()
              :maxMembersCount(seats)
              :reservedRemovalTimeout "30s"
              :join { active = true })
          end

          it("takes nobody when it is full, and says why", function()
            local _, full = lobby(1)
            local late = service:users(1)[1]
            expect(function() late:join(full) end):to_fail { status = 400 }
          end)

          describe("with a held seat", function()
            local host, two, friend, stranger

            before_each(function()
              host, two = lobby(2)
              friend, stranger = table.unpack(service:users(2))
              host:write(two, muster.request():reserve(friend))
            end)

            it("keeps it for its player", function()
              expect(function() stranger:join(two) end):to_fail { status = 400 }
              expect(friend:join(two)):to_have_member(friend, { active = true })
            end)

            it("gives it back after 30 seconds", function()
              eventually(function() expect(host:get(two)).never:to_have_member(friend) end, "31s")
              expect(stranger:join(two)):to_have_member(stranger)
            end)
          end)
        end)

        """

    private static let configuration = """
        -- Settings of `muster run`, `test` and `serve` in this folder and below it. Options of a
        -- command go before them, and so do environment variables such as MUSTER_SEED.

        ---@type muster.configuration
        return {
          -- The directory: "local", or the URL of one that is served.
          service = "local",
          -- Files of session templates, as paths from here.
          templates = {},
          -- Decides every identifier and every random number of a local run.
          seed = 1,
          -- How much real time a run may take.
          timeout = "60s",
        }

        """

    private static let editorSettings = """
        {
          "$schema": "https://raw.githubusercontent.com/LuaLS/vscode-lua/master/setting/schema.json",
          "runtime.version": "Lua 5.4",
          "workspace.library": ["\(libraryFolder)"],
          "workspace.checkThirdParty": false
        }

        """

    /// What both pipelines run: the flows one after the other, up to the first that fails, with its exit
    /// code; then all tests.
    private static let runFlows =
        "for flow in flows/*.lua; do muster-source/Scripts/muster run \"$flow\" || exit; done"
    private static let runTests = "muster-source/Scripts/muster test tests --junit junit.xml"
    private static let fetchMuster =
        "git clone --depth 1 \"$MUSTER_REPOSITORY\" muster-source"

    private static let gitHubPipeline = """
        # Runs flows and tests on every push. Muster is built from its source: say where that is in the
        # repository variable MUSTER_REPOSITORY (Settings, Secrets and variables, Actions).
        name: flows
        on: [push, pull_request]
        jobs:
          flows:
            runs-on: ubuntu-latest
            container: swift:6.2
            env:
              MUSTER_REPOSITORY: ${{ vars.MUSTER_REPOSITORY }}
            steps:
              - uses: actions/checkout@v4
              - run: \(fetchMuster)
              - run: \(runFlows)
              # Failures become annotations and a summary by themselves.
              - run: \(runTests)

        """

    private static let gitLabPipeline = """
        # Runs flows and tests on every push. Muster is built from its source: say where that is in the
        # variable MUSTER_REPOSITORY (Settings, CI/CD, Variables).
        flows:
          image: swift:6.2
          script:
            - \(fetchMuster)
            - \(runFlows)
            - \(runTests)
          artifacts:
            when: always
            reports:
              junit: junit.xml

        """
}
