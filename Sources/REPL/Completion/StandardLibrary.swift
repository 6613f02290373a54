internal import Lua

/// The functions of Lua's own library, of which the reference of the declarations says nothing
/// unless they are other than in Lua's manual.
enum StandardLibrary {
    /// One function, as the manual has it.
    struct Function {
        let title: String
        /// The names of the parameters; a question mark after those that may be left out.
        let parameters: [String]
        /// The types of the results in annotation form; empty when there are none to speak of.
        let results: String
        let doc: String

        /// How it is called, and what it gives.
        var signature: String {
            "\(title)(\(parameters.joined(separator: ", ")))"
                + (results.isEmpty ? "" : ": \(results)")
        }

        /// The types of the results.
        var types: [LuaType] { LuaType.list(annotation: results) ?? [] }
    }

    /// The function of a title such as `string.format`; nil when the library has none.
    static func function(_ title: String) -> Function? { functions[title] }

    private static let functions: [String: Function] = {
        let functions = text.split(separator: "\n").compactMap { Function(line: $0) }
        return Dictionary(uniqueKeysWithValues: functions.map { ($0.title, $0) })
    }()

    /// A line for each: title, parameters, results after a colon, what it does after two spaces.
    private static let text = """
        assert(v, message?): any  Raises an error if v is false or nil; gives its arguments.
        collectgarbage(opt?, arg?): any  Controls the garbage collector.
        error(message, level?)  Raises an error.
        getmetatable(object): table?  Gives the metatable, or its field __metatable.
        ipairs(t): function, table, integer  Walks the elements 1, 2 and so on, up to the first nil.
        load(chunk, chunkname?, mode?, env?): function?, string?  Compiles a chunk.
        next(table, index?): any, any  Gives the next key and its value.
        pcall(f, ...): boolean, ...  Calls f; gives false and the error when it raises one.
        rawequal(v1, v2): boolean  Compares without metamethods.
        rawget(table, index): any  Reads without metamethods.
        rawlen(v): integer  Gives the length without metamethods.
        rawset(table, index, value): table  Writes without metamethods.
        require(modname): any  Loads a module, once.
        select(n, ...): ...  Gives the arguments from n on; with "#", their number.
        setmetatable(table, metatable): table  Sets the metatable; gives the table.
        tonumber(e, base?): number?  Makes a number of text.
        tostring(v): string  Makes text of any value.
        type(v): string  Gives the name of the type.
        xpcall(f, msgh, ...): boolean, ...  Calls f; gives an error to msgh.
        coroutine.close(co): boolean, any  Closes a coroutine.
        coroutine.create(f): thread  Makes a coroutine that runs f.
        coroutine.isyieldable(co?): boolean  Says whether it can yield.
        coroutine.resume(co, ...): boolean, ...  Starts or goes on with a coroutine.
        coroutine.running(): thread, boolean  Gives the coroutine that runs, and if it is the main one.
        coroutine.status(co): string  Gives running, suspended, normal or dead.
        coroutine.wrap(f): function  Makes a function that goes on with a coroutine.
        coroutine.yield(...): ...  Suspends the coroutine.
        math.abs(x): number  Gives the absolute value.
        math.acos(x): number  Gives the arc cosine, in radians.
        math.asin(x): number  Gives the arc sine, in radians.
        math.atan(y, x?): number  Gives the arc tangent of y/x, in radians.
        math.ceil(x): integer  Rounds up.
        math.cos(x): number  Gives the cosine of an angle in radians.
        math.deg(x): number  Turns radians into degrees.
        math.exp(x): number  Gives e to the power x.
        math.floor(x): integer  Rounds down.
        math.fmod(x, y): number  Gives the remainder, rounding towards zero.
        math.log(x, base?): number  Gives the logarithm, natural without a base.
        math.max(x, ...): number  Gives the greatest.
        math.min(x, ...): number  Gives the least.
        math.modf(x): number, number  Gives the integral part and the fraction.
        math.rad(x): number  Turns degrees into radians.
        math.sin(x): number  Gives the sine of an angle in radians.
        math.sqrt(x): number  Gives the square root.
        math.tan(x): number  Gives the tangent of an angle in radians.
        math.tointeger(x): integer?  Gives the integer of the same value, if there is one.
        math.type(x): string?  Gives integer, float or nil.
        math.ult(m, n): boolean  Compares integers as unsigned ones.
        os.clock(): number  Gives the seconds used.
        os.difftime(t2, t1): number  Gives the seconds between two times.
        os.getenv(varname): string?  Gives an environment variable.
        os.remove(filename): boolean?, string?  Deletes a file.
        os.rename(oldname, newname): boolean?, string?  Renames a file.
        os.tmpname(): string  Gives a name for a file for a while.
        string.byte(s, i?, j?): integer, ...  Gives the codes of bytes.
        string.char(...): string  Makes a string of codes.
        string.find(s, pattern, init?, plain?): integer?, integer?, ...  Finds the first match.
        string.format(formatstring, ...): string  Fills values into a text.
        string.gmatch(s, pattern, init?): function  Walks all matches.
        string.gsub(s, pattern, repl, n?): string, integer  Replaces matches.
        string.len(s): integer  Gives the number of bytes.
        string.lower(s): string  Gives the string in lower case.
        string.match(s, pattern, init?): any, ...  Gives the captures of the first match.
        string.pack(fmt, v1, ...): string  Makes binary data of values.
        string.packsize(fmt): integer  Gives the size of what a format packs.
        string.rep(s, n, sep?): string  Repeats the string.
        string.reverse(s): string  Turns the string around.
        string.sub(s, i, j?): string  Gives the bytes from i to j.
        string.unpack(fmt, s, pos?): any, ...  Reads values from binary data.
        string.upper(s): string  Gives the string in upper case.
        table.concat(list, sep?, i?, j?): string  Joins the elements.
        table.insert(list, pos?, value)  Puts a value in, at the end without a position.
        table.move(a1, f, e, t, a2?): table  Copies elements.
        table.pack(...): table  Makes a table of its arguments, with their number as n.
        table.remove(list, pos?): any  Takes an element out, the last without a position.
        table.sort(list, comp?)  Puts the elements in order.
        table.unpack(list, i?, j?): ...  Gives the elements.
        utf8.char(...): string  Makes a string of code points.
        utf8.codepoint(s, i?, j?, lax?): integer, ...  Gives code points.
        utf8.codes(s, lax?): function  Walks the characters.
        utf8.len(s, i?, j?, lax?): integer?, integer?  Counts the characters.
        utf8.offset(s, n, i?): integer?  Gives where the character n begins.
        """
}

extension StandardLibrary.Function {
    /// Reads a line of the list.
    fileprivate init?(line: Substring) {
        guard let open = line.firstIndex(of: "("), let close = line.firstIndex(of: ")"),
            let gap = line.firstRange(of: "  ")
        else { return nil }
        title = String(line[..<open])
        parameters = line[line.index(after: open)..<close].split(separator: ", ").map(String.init)
        results = String(line[line.index(after: close)..<gap.lowerBound].drop { ": ".contains($0) })
        doc = String(line[gap.upperBound...])
    }
}
