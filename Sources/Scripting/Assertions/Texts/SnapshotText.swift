/// What a test adds to the assertions for a while: formatters, parameters, spies.
enum SnapshotText {
    static let text = #"""
        local host, core = ...
        local _ENV = core.lua
        local Snapshot, NIL = {}, {}
        local snapshots = {}
        local current

        function snapshots.revert(snapshot)
          if snapshot == nil then
            snapshot = current
            if not snapshot.previous then return end
          end
          if type(snapshot) ~= "table" or getmetatable(snapshot) ~= Snapshot then
            host.fault("the value is no valid snapshot")
          end
          if snapshot.next then snapshot.next:revert() end
          snapshot.formatters, snapshot.parameters = {}, {}
          -- The last first: one may have replaced another.
          local spies = snapshot.spies
          snapshot.spies = {}
          for position = #spies, 1, -1 do spies[position]:revert() end
          setmetatable(snapshot, nil)
          current = snapshot.previous
          current.next = nil
        end

        function Snapshot.__call(self) self:revert() end

        function snapshots.snapshot()
          local made = setmetatable({
            formatters = {}, parameters = {}, spies = {}, previous = current,
            revert = snapshots.revert,
          }, Snapshot)
          if current then current.next = made end
          current = made
          return made
        end

        function snapshots.add_formatter(callback) insert(current.formatters, 1, callback) end

        function snapshots.remove_formatter(callback)
          local snapshot = current
          while snapshot do
            for position, formatter in ipairs(snapshot.formatters) do
              if formatter == callback then
                remove(snapshot.formatters, position)
                break
              end
            end
            snapshot = snapshot.previous
          end
        end

        -- What the formatters of the test make of a value; nil when they leave it alone.
        function snapshots.formatted(value, hint)
          local snapshot = current
          while snapshot do
            for _, formatter in ipairs(snapshot.formatters) do
              local text = formatter(value, hint)
              if text ~= nil then return text end
            end
            snapshot = snapshot.previous
          end
        end

        function snapshots.format_argument(value, _, hint)
          return core.need("failures").show(value, hint)
        end

        function snapshots.set_parameter(name, value)
          if value == nil then value = NIL end
          current.parameters[name] = value
        end

        function snapshots.get_parameter(name)
          local snapshot = current
          while snapshot do
            local value = snapshot.parameters[name]
            if value == NIL then return nil end
            if value ~= nil then return value end
            snapshot = snapshot.previous
          end
        end

        function snapshots.add_spy(spy) insert(current.spies, spy) end

        snapshots.snapshot()
        current.parameters = {
          TableFormatLevel = 3, TableFormatShowRecursion = false,
          TableErrorHighlightCharacter = "*", TableErrorHighlightColor = "none",
        }
        return snapshots
        """#
}
