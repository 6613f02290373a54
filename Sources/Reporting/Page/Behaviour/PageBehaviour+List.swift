extension PageBehaviour {
    /// The list of flows, with its filters and the search.
    static let list = #"""
        const tones = ["bad", "doubtful", "good", "skipped"];
        const signs = { good: "✓", bad: "✗", doubtful: "≈", skipped: "–" };

        class FlowList {
          constructor(node, state, open) {
            this.state = state;
            this.open = open;
            this.hits = new Map();
            this.search = element("input", {
              type: "search", id: "search", placeholder: "Search in everything", autocomplete: "off",
              spellcheck: "false", "aria-label": "Search in names, requests, documents and output",
              on: { input: () => this.seek(this.search.value) },
            });
            this.filters = element("div", { class: "filters", role: "group", "aria-label": "Verdicts" });
            this.summary = element("p", { class: "summary", role: "status" });
            this.items = element("ol", { class: "flows" });
            replace(node, this.search, this.filters, this.summary, this.items);
            this.makeFilters();
            this.links = run.flows.map((flow, index) => this.link(flow, index));
            this.items.append(...this.links.map((one) => one.item));
          }

          makeFilters() {
            const verdicts = new Map();
            for (const flow of run.flows) {
              const known = verdicts.get(flow.verdict) ?? { count: 0, tone: flow.tone };
              known.count += 1;
              verdicts.set(flow.verdict, known);
            }
            const order = [...verdicts].sort((a, b) => tones.indexOf(a[1].tone) - tones.indexOf(b[1].tone));
            for (const [verdict, { count, tone }] of order) {
              const button = element("button", {
                type: "button", class: `filter ${tone}`, "aria-pressed": "false",
                on: {
                  click: () => {
                    const shown = this.state.verdicts;
                    if (!shown.delete(verdict)) shown.add(verdict);
                    this.update();
                    this.state.store();
                  },
                },
              }, `${count} ${verdict}`);
              button.verdict = verdict;
              this.filters.append(button);
            }
          }

          link(flow, index) {
            const hits = element("span", { class: "hits" });
            const anchor = element("a", {
              href: `#flow=${index}`,
              on: { click: (event) => { event.preventDefault(); this.open(index); } },
            },
            element("span", { class: `sign ${flow.tone}`, "aria-hidden": "true" }, signs[flow.tone]),
            element("span", { class: "name" }, flow.name),
            element("span", { class: "about" }, `${flow.verdict} · ${flow.file.split("/").at(-1)}${flow.duration ? ` · ${flow.duration}` : ""}`),
            hits);
            return { item: element("li", {}, anchor), anchor, hits };
          }

          // Which flows are shown, by their indices.
          get shown() {
            const { verdicts, query } = this.state;
            return run.flows.map((_, index) => index).filter((index) =>
              (verdicts.size === 0 || verdicts.has(run.flows[index].verdict))
              && (query === "" || (this.hits.get(index)?.count ?? 0) > 0));
          }

          update() {
            for (const button of this.filters.children) {
              button.setAttribute("aria-pressed", String(this.state.verdicts.has(button.verdict)));
            }
            const shown = new Set(this.shown);
            this.links.forEach(({ item, anchor, hits }, index) => {
              item.hidden = !shown.has(index);
              const isCurrent = index === this.state.flow;
              if (isCurrent) anchor.setAttribute("aria-current", "true");
              else anchor.removeAttribute("aria-current");
              const rows = this.hits.get(index)?.rows.size ?? 0;
              replace(hits, this.state.query !== "" && rows > 0 ? String(rows) : null);
            });
            const isAll = shown.size === run.flows.length && this.state.query === "";
            replace(this.summary, isAll ? counted(run.flows.length, "flow")
              : `${shown.size} of ${counted(run.flows.length, "flow")}${this.isSeeking ? " so far" : ""}`);
          }

          // Looks for a text in all flows, a little at a time, so that typing never waits.
          async seek(text) {
            const query = text.trim().toLowerCase();
            this.state.query = query;
            if (this.search.value.trim().toLowerCase() !== query) this.search.value = text;
            this.hits = new Map();
            const mine = (this.turn = (this.turn ?? 0) + 1);
            this.isSeeking = query !== "";
            let pause = performance.now() + 12;
            for (let index = 0; index < run.flows.length && query !== ""; index += 1) {
              this.hits.set(index, this.find(query, index));
              if (performance.now() > pause) {
                await new Promise((resume) => { setTimeout(resume, 0); });
                if (mine !== this.turn) return;
                this.update();
                pause = performance.now() + 12;
              }
            }
            this.isSeeking = false;
            this.update();
            this.state.store();
            this.onFound?.();
          }

          // Documents are searched as they are kept, without spaces between their parts.
          find(query, index) {
            const tight = query.replace(/([":,[{])\s+/g, "$1");
            const flow = run.flows[index];
            const about = [flow.name, flow.file, flow.verdict, flow.command ?? "",
              ...(flow.failure ?? []), ...(flow.output ?? [])].join("\n").toLowerCase();
            const rows = new Set();
            recordingOf(index)?.texts.forEach((text, row) => { if (text.includes(query) || text.includes(tight)) rows.add(row); });
            return { count: rows.size + (about.includes(query) ? 1 : 0), rows };
          }
        }
        """#
}
