extension PageBehaviour {
    /// Puts the page together: what is shown, the address that says so, and the keyboard.
    static let navigation = #"""
        const page = document.getElementById("page");
        const nav = element("nav", { class: "list", "aria-label": "Flows" });
        const main = element("main", { class: "flow", tabindex: "-1" });
        const aside = element("aside", { class: "details", "aria-label": "Details" });
        const isNarrow = () => window.matchMedia("(max-width: 1099px)").matches;

        const state = {
          flow: null, row: null, tab: "event", query: "", verdicts: new Set(),
          choice: {}, timeline: null, recording: null,

          // Says in the address what is shown.
          store(isStep = false) {
            const parts = new URLSearchParams();
            if (this.flow !== null) parts.set("flow", this.flow);
            if (this.row !== null) parts.set("event", this.row);
            if (this.tab !== "event") parts.set("tab", this.tab);
            if (this.choice.file !== undefined) {
              parts.set("file", this.choice.file);
              parts.set("line", this.choice.line);
            }
            if (this.query !== "") parts.set("search", this.query);
            if (this.verdicts.size > 0) parts.set("verdicts", [...this.verdicts].join("|"));
            history[isStep ? "pushState" : "replaceState"](null, "", `#${parts}`);
          },
        };

        const go = {
          row: (number) => { choose(number); state.tab = "event"; showDetails(); },
          line: (file, line) => {
            state.choice = { ...state.choice, file, line };
            state.tab = "script";
            showDetails();
          },
          session: (session) => { state.choice = { ...state.choice, session, version: undefined }; showDetails(); },
          version: (session, version) => {
            state.choice = { ...state.choice, session, version };
            state.tab = "session";
            showDetails();
          },
          whole: (isWhole) => { state.choice.isWhole = isWhole; showDetails(); },
        };

        const tabs = { event: "Event", session: "Session", script: "Script" };

        const showDetails = () => {
          const { recording, tab } = state;
          const row = recording?.rows[state.row] ?? null;
          page.classList.toggle("has-details", row !== null || tab !== "event");
          if (state.flow === null) return replace(aside);
          const names = element("div", { class: "tabs", role: "tablist" }, Object.entries(tabs).map(([key, label]) =>
            element("button", {
              type: "button", role: "tab", id: `tab-${key}`, "aria-selected": String(key === tab),
              "aria-controls": "panel", tabindex: key === tab ? "0" : "-1",
              on: { click: () => { state.tab = key; state.choice = { isWhole: state.choice.isWhole }; showDetails(); } },
            }, label)), element("button", {
              type: "button", class: "explain", "aria-label": "Keys and marks", title: "Keys and marks",
              on: { click: () => { state.tab = "event"; choose(null); } },
            }, "?"), element("button", {
              type: "button", class: "close", "aria-label": "Close details", on: { click: () => closeDetails() },
            }, "×"));
          const choice = { ...state.choice, flow: state.flow };
          const content = {
            event: () => (row ? eventElements(recording, row, go) : help()),
            session: () => (recording ? sessionElements(recording, row, choice, go) : help()),
            script: () => sourceElements(recording, row, choice, go),
          }[tab]();
          const panel = element("div", {
            class: `panel ${tab}`, role: "tabpanel", id: "panel", tabindex: "0", "aria-labelledby": `tab-${tab}`,
          }, content);
          replace(aside, names, panel);
          panel.querySelector(".here")?.scrollIntoView({ block: "center" });
          state.store();
          return panel;
        };

        const closeDetails = () => {
          state.tab = "event";
          state.choice = {};
          choose(null);
          state.timeline?.body.focus();
        };

        const help = () => [
          element("h2", { class: "title" }, "Choose an event"),
          element("dl", { class: "keys" }, [
            ["↑ ↓", "the event before, the next one"], ["← →", "event, session, script"],
            ["n  p", "the next finding of a search, the one before"], ["[  ]", "the flow before, the next one"],
            ["/", "search"], ["Esc", "close the details"],
          ].map(([key, what]) => [element("dt", {}, element("kbd", {}, key)), element("dd", {}, what)])),
          element("h3", {}, "In the lanes"),
          element("dl", { class: "keys" }, legend().map(([marks, what]) => [
            element("dt", {}, vector("svg", { class: "lanes sample", width: 56, height: 20, "aria-hidden": "true" }, marks)),
            element("dd", {}, what)])),
        ];

        // Selects a row of the timeline; null for none.
        const choose = (number) => {
          const most = (state.recording?.rows.length ?? 0) - 1;
          state.row = number === null || most < 0 ? null : Math.max(0, Math.min(most, number));
          state.choice = { isWhole: state.choice.isWhole };
          showDetails();
          state.timeline?.choose(state.row);
        };

        // What to look at first: what went wrong, or else the first thing that happened.
        const firstRow = (flow, recording) => {
          if (isNarrow() || !recording || recording.rows.length === 0) return null;
          if (run.flows[flow].tone !== "bad") {
            return Math.max(0, recording.rows.findIndex((row) => row.answer));
          }
          const failed = recording.rows.findLast((row) => row.kind === "judged" && !row.event.holds && !row.event.trial)
            ?? recording.rows.findLast((row) => row.kind === "unanswered" || (row.answer?.status ?? 0) >= 400);
          return (failed ?? recording.rows.at(-1)).number;
        };

        const flowHeader = (flow) => [
          element("header", { class: "about-flow" },
            element("button", { type: "button", class: "all", on: { click: () => open(null) } }, "‹ all flows"),
            element("h1", { id: "flow-name" }, element("span", { class: `verdict ${flow.tone}` }, flow.verdict), " ", flow.name),
            element("p", { class: "meta" },
              element("button", { type: "button", class: "link", on: { click: () => go.line(flow.file, flow.line ?? 1) } },
                flow.line ? `${flow.file}:${flow.line}` : flow.file),
              flow.duration ? ` · ${flow.duration}` : null,
              flow.command ? [" · ", element("code", { class: "command", title: "repeats this flow" }, flow.command)] : null)),
          flow.failure ? element("pre", { class: "failure", tabindex: "0", "aria-label": "Failure" }, flow.failure.join("\n")) : null,
          flow.output ? element("details", { class: "output" },
            element("summary", {}, `Output, ${counted(flow.output.length, "line")}`), textElement(flow.output.join("\n"))) : null,
        ];

        // Shows a flow, or all of them where there is no room for both; null for all.
        const open = (index, row, isStep = true) => {
          state.timeline?.close();
          state.timeline = null;
          state.flow = index;
          state.recording = index === null ? null : recordingOf(index);
          state.choice = {};
          page.classList.toggle("has-flow", index !== null);
          if (index === null) {
            state.row = null;
            replace(main, element("p", { class: "note empty" }, run.flows.length === 0 ? "There are no flows." : "Choose a flow."));
            list.update();
            showDetails();
            return state.store(isStep);
          }
          const flow = run.flows[index];
          replace(main, flowHeader(flow));
          if (!state.recording) {
            main.append(element("p", { class: "note empty" }, "What happened in this flow was not recorded."));
          } else if (state.recording.rows.length === 0) {
            main.append(element("p", { class: "note empty" }, "Nothing happened in this flow."));
          } else {
            state.timeline = new Timeline(state.recording, main, choose);
            main.append(state.timeline.node);
            state.timeline.layOut();
          }
          main.scrollTop = 0;
          state.store(isStep);
          list.update();
          showHits();
          choose(row === undefined ? firstRow(index, state.recording) : row);
          return undefined;
        };

        const showHits = () => state.timeline?.mark(list.hits.get(state.flow)?.rows ?? new Set());

        const nextHit = (way) => {
          const rows = [...(list.hits.get(state.flow)?.rows ?? [])];
          const here = state.row ?? -1;
          const found = way > 0 ? rows.find((row) => row > here) : rows.findLast((row) => row < here);
          if (found !== undefined) choose(found);
        };

        const step = (way) => {
          const shown = list.shown;
          const place = shown.indexOf(state.flow);
          const to = shown[place < 0 ? 0 : place + way];
          if (to !== undefined) open(to);
        };

        const turn = (way) => {
          const keys = Object.keys(tabs);
          state.tab = keys[(keys.indexOf(state.tab) + way + keys.length) % keys.length];
          showDetails();
        };

        // The rows that are seen at a time, but for a few.
        const pageRows = () => Math.max(1, Math.floor(main.clientHeight / rowHeight) - 4);
        const keys = {
          ArrowDown: () => choose((state.row ?? -1) + 1), j: () => choose((state.row ?? -1) + 1),
          ArrowUp: () => choose((state.row ?? 1) - 1), k: () => choose((state.row ?? 1) - 1),
          PageDown: () => choose((state.row ?? 0) + pageRows()), PageUp: () => choose((state.row ?? 0) - pageRows()),
          Home: () => choose(0), End: () => choose(Infinity),
          ArrowLeft: () => turn(-1), ArrowRight: () => turn(1),
          n: () => nextHit(1), p: () => nextHit(-1), "]": () => step(1), "[": () => step(-1),
          "/": () => { open(isNarrow() ? null : state.flow, state.row ?? undefined); list.search.focus(); list.search.select(); },
          Escape: () => closeDetails(),
        };

        document.addEventListener("keydown", (event) => {
          if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
          const target = event.target;
          if (target === list.search) return searchKey(event.key);
          const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
          if (way && target.closest("ol.flows")) {
            const links = [...list.items.querySelectorAll("li:not([hidden]) a")];
            links[links.indexOf(target) + way]?.focus();
            return event.preventDefault();
          }
          const moves = event.key.startsWith("Arrow") || event.key.startsWith("Page") || ["Home", "End"].includes(event.key);
          // Where keys scroll or choose something, they go on doing so.
          if (moves && target.closest("select, pre, .panel, nav")) return undefined;
          const action = keys[event.key];
          if (!action) return undefined;
          event.preventDefault();
          action();
          if (target.closest(".tabs")) document.getElementById(`tab-${state.tab}`)?.focus();
          return undefined;
        });

        const searchKey = (key) => {
          const [first] = list.shown;
          if (key === "Escape") list.seek("");
          else if (key !== "Enter" || first === undefined) return;
          else if (state.flow === null || !list.shown.includes(state.flow)) open(first);
          else nextHit(1);
          main.focus();
        };

        const restore = () => {
          const parts = new URLSearchParams(location.hash.slice(1));
          const flow = Number(parts.get("flow") ?? NaN);
          const event = Number(parts.get("event") ?? NaN);
          state.verdicts = new Set((parts.get("verdicts") ?? "").split("|").filter((one) => one !== ""));
          state.tab = parts.get("tab") in tabs ? parts.get("tab") : "event";
          const search = parts.get("search") ?? "";
          const file = parts.get("file");
          const isOne = run.flows.length === 1;
          const first = run.flows.findIndex((one) => one.tone === "bad");
          const wanted = run.flows[flow] ? flow : isNarrow() && !isOne ? null : run.flows.length === 0 ? null : Math.max(0, first);
          const line = Number(parts.get("line"));
          open(wanted, Number.isNaN(event) ? undefined : event, false);
          if (file !== null && state.tab === "script") go.line(file, line);
          if (search !== state.query) { list.search.value = search; list.seek(search); }
        };

        const list = new FlowList(element("div", { class: "list-body" }), state, (index) => { open(index); main.focus(); });
        list.onFound = showHits;
        const title = element("div", { class: "run" }, element("p", { class: "name" }, run.title),
          run.facts.length > 0 ? facts(run.facts) : null);
        attach(nav, [title, list.search.parentNode]);
        attach(page, [nav, main, aside]);
        page.classList.toggle("single", run.flows.length === 1);
        window.addEventListener("popstate", restore);
        window.addEventListener("hashchange", restore);
        restore();
        """#
}
