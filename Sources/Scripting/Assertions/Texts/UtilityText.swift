/// `luassert.util`: what assertions that tests register are made with.
enum UtilityText {
    static let text = #"""
        local host, core = ...
        local _ENV = core.lua
        local spies, more = core.need("spies"), core.need("more")
        local util = {
          shallowcopy = spies.shallow, deepcopy = spies.copy, copyargs = spies.record,
          matchargs = spies.matching, callable = more.isCallable, hastostring = more.isTextual,
          make_arglist = core.list, is_arglist = core.is_list, extract_keys = core.names,
        }

        function util.deepcompare(left, right, ignoring) return core.equal(left, right, ignoring) end
        function util.pack(...) return { n = select("#", ...), ... } end
        function util.unpack(list, first, last)
          return unpack(list, first or 1, last or list.n or #list)
        end

        function util.tinsert(list, ...)
          local position, value = ...
          local count = list.n or #list
          if select("#", ...) < 2 then position, value = count + 1, position end
          if position <= count then move(list, position, count, position + 1) end
          list[position] = value
          list.n = math.max(count + 1, position)
        end

        function util.tremove(list, position)
          local count = list.n or #list
          list.n = count
          position = position or count
          local value = list[position]
          if position > count then
            list[position] = nil
            return value
          end
          move(list, position + 1, count, position)
          list[count] = nil
          list.n = count - 1
          return value
        end

        function util.cleararglist(list)
          for position = 1, list.n do list[position] = nil end
          list.n = nil
        end

        -- The level of the first call from another file than that of the caller.
        function util.errorlevel(level)
          level = (level or 1) + 1
          local info = debug.getinfo(level, "S")
          local file = info and info.source
          while info and (info.source == file or info.source == "=(tail call)") do
            level = level + 1
            info = debug.getinfo(level, "S")
          end
          return math.max(level - 1, 1)
        end

        return util
        """#
}
