extension PageBehaviour {
    /// Writes documents as lines, with marks for what has changed.
    static let differences = #"""
        const lineWidth = 56;

        // A value on one line.
        const compact = (value) => {
          if (value instanceof Exact) return value.text;
          if (Array.isArray(value)) return `[${value.map(compact).join(", ")}]`;
          if (value instanceof Map) {
            if (value.size === 0) return "{}";
            const members = [...value].map(([name, one]) => `${JSON.stringify(name)}: ${compact(one)}`);
            return `{ ${members.join(", ")} }`;
          }
          return JSON.stringify(value);
        };

        const isShort = (value) => {
          if (isScalar(value)) return true;
          const parts = value instanceof Map ? [...value.values()] : value;
          return parts.every(isScalar) && compact(value).length <= lineWidth;
        };

        // Collects the lines of a document: each with its mark, depth, name, and either a value that
        // stands on it or the bracket that it opens or closes.
        class Lines {
          constructor() { this.all = []; }

          add(mark, depth, name, part, isLast) { this.all.push({ mark, depth, name, ...part, isLast }); }

          value(mark, depth, name, value, isLast) {
            if (isShort(value)) return this.add(mark, depth, name, { value }, isLast);
            const isMap = value instanceof Map;
            this.add(mark, depth, name, { bracket: isMap ? "{" : "[" }, true);
            const parts = isMap ? [...value] : value.map((one) => [undefined, one]);
            parts.forEach(([key, one], index) =>
              this.value(mark, depth + 1, key, one, index === parts.length - 1));
            return this.add(mark, depth, undefined, { bracket: isMap ? "}" : "]" }, isLast);
          }

          difference(depth, name, before, after, isLast) {
            if (equal(before, after)) return this.value(" ", depth, name, after, isLast);
            if (before instanceof Map && after instanceof Map) {
              return this.members(depth, name, before, after, isLast);
            }
            if (Array.isArray(before) && Array.isArray(after)) {
              return this.elements(depth, name, before, after, isLast);
            }
            this.value("-", depth, name, before, isLast);
            return this.value("+", depth, name, after, isLast);
          }

          members(depth, name, before, after, isLast) {
            this.add(" ", depth, name, { bracket: "{" }, true);
            let left = after.size;
            for (const [key, value] of after) {
              left -= 1;
              if (before.has(key)) this.difference(depth + 1, key, before.get(key), value, left === 0);
              else this.value("+", depth + 1, key, value, left === 0);
            }
            for (const [key, value] of before) {
              if (!after.has(key)) this.value("-", depth + 1, key, value, true);
            }
            this.add(" ", depth, undefined, { bracket: "}" }, isLast);
          }

          elements(depth, name, before, after, isLast) {
            this.add(" ", depth, name, { bracket: "[" }, true);
            const most = Math.min(before.length, after.length);
            let head = 0;
            while (head < most && equal(before[head], after[head])) head += 1;
            let tail = 0;
            while (tail < most - head && equal(before.at(-1 - tail), after.at(-1 - tail))) tail += 1;
            const paired = Math.min(before.length, after.length) - tail;
            const ends = (index) => index === after.length - 1;
            after.forEach((value, index) => {
              if (index < head || index >= after.length - tail) {
                this.value(" ", depth + 1, undefined, value, ends(index));
              } else if (index < paired) {
                this.difference(depth + 1, undefined, before[index], value, ends(index));
              } else {
                this.value("+", depth + 1, undefined, value, ends(index));
              }
              const isEdge = index === paired - 1 && before.length > after.length;
              if (isEdge) this.gone(depth, before.slice(paired, before.length - tail));
            });
            if (paired === 0) this.gone(depth, before.slice(0, before.length - tail));
            this.add(" ", depth, undefined, { bracket: "]" }, isLast);
          }

          gone(depth, values) {
            for (const value of values) this.value("-", depth + 1, undefined, value, true);
          }
        }

        const scalarClass = (value) =>
          typeof value === "string" ? "string" : value === null || typeof value === "boolean" ? "word" : "number";

        // The parts of a value on one line, in colours.
        const colored = (value) => {
          if (isScalar(value)) return element("span", { class: scalarClass(value) }, compact(value));
          const parts = value instanceof Map
            ? [...value].map(([name, one]) =>
              [element("span", { class: "name" }, JSON.stringify(name)), ": ", colored(one)])
            : value.map((one) => [colored(one)]);
          if (parts.length === 0) return value instanceof Map ? "{}" : "[]";
          const between = parts.flatMap((part, index) => (index === 0 ? part : [", ", ...part]));
          return value instanceof Map ? ["{ ", ...between, " }"] : ["[", ...between, "]"];
        };

        const lineElement = (line) => {
          const kind = { "+": "added", "-": "removed", " ": "same" }[line.mark];
          const code = element("span", { class: `line ${kind}` },
            element("span", { class: "mark", "aria-label": kind === "same" ? null : kind }, line.mark),
            "  ".repeat(line.depth),
            line.name === undefined ? null
              : [element("span", { class: "name" }, JSON.stringify(line.name)), ": "],
            line.bracket ?? colored(line.value), line.isLast ? null : ",", "\n");
          return code;
        };

        // Which lines have changed, or lead to one that has.
        const telling = (lines) => {
          const kept = new Set();
          const path = [];
          lines.forEach((line, index) => {
            const closes = line.bracket === "}" || line.bracket === "]";
            if (closes && kept.has(path[line.depth])) kept.add(index);
            path.length = line.depth;
            if (line.mark !== " ") {
              kept.add(index);
              for (const opening of path) if (opening !== undefined) kept.add(opening);
            }
            if (line.bracket && !closes) path[line.depth] = index;
          });
          return kept;
        };

        // Shows a document; with `before`, what has changed since. `isWhole` shows what has not, too.
        const documentElement = (after, before, isWhole) => {
          const lines = new Lines();
          if (before === undefined) lines.value(" ", 0, undefined, after, true);
          else lines.difference(0, undefined, before, after, true);
          const kept = before === undefined || isWhole ? null : telling(lines.all);
          const view = element("pre", { class: "json", tabindex: "0", "aria-label": "JSON" });
          let folded = [];
          const unfold = () => {
            if (folded.length === 0) return;
            const rest = folded;
            folded = [];
            const gap = element("button", {
              class: "gap", type: "button",
              on: { click: () => gap.replaceWith(...rest.map(lineElement)) },
            }, `${"  ".repeat(rest[0].depth + 1)}⋯ ${counted(rest.length, "line")} unchanged`);
            view.append(gap);
          };
          lines.all.forEach((line, index) => {
            if (kept && !kept.has(index)) {
              folded.push(line);
              return;
            }
            unfold();
            view.append(lineElement(line));
          });
          unfold();
          return view;
        };
        """#
}
