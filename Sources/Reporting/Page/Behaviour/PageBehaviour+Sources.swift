extension PageBehaviour {
    /// Shows the scripts, with a mark where a line made something happen.
    static let sources = #"""
        const words = new Set(("and break do else elseif end false for function goto if in local nil not or "
          + "repeat return then true until while").split(" "));

        const luaToken =
          /(--\[(=*)\[[\s\S]*?\]\2\]|--[^\n]*)|(\[(=*)\[[\s\S]*?\]\4\]|"[^"\\\n]*(?:\\[\s\S][^"\\\n]*)*"|'[^'\\\n]*(?:\\[\s\S][^'\\\n]*)*')|(\b\d[\w.]*)|([A-Za-z_]\w*)/g;

        // The lines of a script, each as parts with their colours.
        const colorLines = (text) => {
          const lines = [[]];
          const add = (piece, kind) => {
            piece.split("\n").forEach((one, index) => {
              if (index > 0) lines.push([]);
              if (one !== "") lines.at(-1).push(kind ? element("span", { class: kind }, one) : one);
            });
          };
          let at = 0;
          for (const found of text.matchAll(luaToken)) {
            add(text.slice(at, found.index));
            const [all, comment, , string, , number, name] = found;
            add(all, comment ? "comment" : string ? "string" : number ? "number" : words.has(name) ? "word" : "");
            at = found.index + all.length;
          }
          add(text.slice(at));
          if (lines.at(-1).length === 0 && lines.length > 1) lines.pop();
          return lines;
        };

        // The rows that lines of a file have made, by line.
        const rowsByLine = (recording, file) => {
          const rows = new Map();
          for (const row of recording?.rows ?? []) {
            if (row.event.where?.[0] !== file) continue;
            const line = row.event.where[1];
            rows.set(line, [...(rows.get(line) ?? []), row.number]);
          }
          return rows;
        };

        const sourceElements = (recording, row, choice, go) => {
          const file = choice.file ?? row?.event.where?.[0] ?? run.flows[choice.flow].file;
          const line = choice.file === undefined ? row?.event.where?.[1] ?? run.flows[choice.flow].line : choice.line;
          const index = run.sources.findIndex((source) => source.name === file);
          const title = element("h2", { class: "title" }, file, line ? `:${line}` : "");
          if (index < 0) return [title, element("p", { class: "note" }, "The text of this file is not in the report.")];
          const rows = rowsByLine(recording, file);
          const lines = colorLines(run.sources[index].text).map((parts, place) => {
            const number = place + 1;
            const made = rows.get(number);
            const isHere = number === line;
            return element("li", { id: `source-${index}-${number}`, class: isHere ? "here" : null, "aria-current": isHere ? "true" : null },
              element("span", { class: "number", "aria-hidden": "true" }, String(number)),
              made ? element("button", {
                type: "button", class: "made", title: counted(made.length, "event"),
                "aria-label": `${counted(made.length, "event")} of line ${number}`,
                on: { click: () => go.row(made.find((one) => one > (row?.number ?? -1)) ?? made[0]) },
              }, made.length > 99 ? "99+" : String(made.length)) : element("span", { class: "made none" }),
              element("code", {}, parts.length > 0 ? parts : " "));
          });
          return [title, element("ol", { class: "source" }, lines)];
        };
        """#
}
