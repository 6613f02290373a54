extension PageBehaviour {
    /// Reads JSON without losing the order of members or the digits of numbers, and rebuilds the
    /// documents of which only the differences are kept.
    static let documents = #"""
        // A number that JavaScript cannot hold, as it is written.
        class Exact {
          constructor(text) { this.text = text; }
        }

        // Reads JSON: objects become maps. Throws an error for text that is none.
        const readJSON = (text) => {
          let at = 0;
          const token = /[ \t\r\n]*([{}[\]:,]|"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null)/y;
          const next = () => {
            token.lastIndex = at;
            const found = token.exec(text);
            if (!found) throw new SyntaxError(`no JSON at ${at}`);
            at = token.lastIndex;
            return found[1];
          };
          const expect = (one, wanted) => {
            if (one !== wanted) throw new SyntaxError(`'${wanted}' expected at ${at}`);
          };
          const value = (one) => {
            switch (one[0]) {
              case "{": return members();
              case "[": return elements();
              case '"': return JSON.parse(one);
              case "t": return true;
              case "f": return false;
              case "n": return null;
              case "}": case "]": case ":": case ",":
                throw new SyntaxError(`a value expected at ${at}`);
              default: return String(Number(one)) === one ? Number(one) : new Exact(one);
            }
          };
          const members = () => {
            const map = new Map();
            for (let one = next(); one !== "}"; one = next()) {
              if (map.size > 0) { expect(one, ","); one = next(); }
              if (one[0] !== '"') throw new SyntaxError(`a name expected at ${at}`);
              const name = JSON.parse(one);
              expect(next(), ":");
              map.set(name, value(next()));
            }
            return map;
          };
          const elements = () => {
            const list = [];
            for (let one = next(); one !== "]"; one = next()) {
              if (list.length > 0) { expect(one, ","); one = next(); }
              list.push(value(one));
            }
            return list;
          };
          const result = value(next());
          if (text.slice(at).trim() !== "") throw new SyntaxError(`more after the end, at ${at}`);
          return result;
        };

        // The document that a delta makes of another; the recording says what a delta is.
        const applied = (delta, before) => {
          if (delta.has("is")) return delta.get("is");
          if (Array.isArray(before)) {
            const list = before.slice();
            for (const [index, step] of delta.get("at") ?? []) list[index] = applied(step, list[index]);
            if (delta.has("length")) list.length = delta.get("length");
            return list.concat(delta.get("more") ?? []);
          }
          const map = new Map(before);
          for (const [name, step] of delta.get("in") ?? []) map.set(name, applied(step, map.get(name)));
          for (const name of delta.get("gone") ?? []) map.delete(name);
          for (const [name, value] of delta.get("new") ?? []) map.set(name, value);
          return map;
        };

        const isScalar = (value) => !(value instanceof Map) && !Array.isArray(value);

        const equal = (a, b) => {
          if (a === b) return true;
          if (a instanceof Exact && b instanceof Exact) return a.text === b.text;
          if (Array.isArray(a) && Array.isArray(b)) {
            return a.length === b.length && a.every((one, index) => equal(one, b[index]));
          }
          if (a instanceof Map && b instanceof Map) {
            if (a.size !== b.size) return false;
            for (const [name, value] of a) {
              if (!b.has(name) || !equal(value, b.get(name))) return false;
            }
            return true;
          }
          return false;
        };

        // Rebuilds the documents of a session's versions, one after the other, once.
        class Documents {
          constructor(versions) {
            this.versions = versions;
            this.known = [];
            this.base = null;
          }

          // The document of a version; undefined when it is not kept or cannot be rebuilt.
          at(index) {
            while (this.known.length <= index) {
              const version = this.versions[this.known.length];
              let document;
              try {
                if (version.whole !== undefined) document = readJSON(version.whole);
                if (version.delta !== undefined && this.base !== undefined) {
                  document = applied(readJSON(version.delta), this.base);
                }
              } catch {
                document = undefined;
              }
              if (version.bytes === undefined) this.base = document;
              this.known.push(document);
            }
            return this.known[index];
          }
        }
        """#
}
