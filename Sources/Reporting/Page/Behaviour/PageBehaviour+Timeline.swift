extension PageBehaviour {
    /// The timeline of one flow. All its rows have the same height, so that only those near what is
    /// seen have to be made.
    static let timeline = #"""
        const chunkRows = 40;

        class Timeline {
          constructor(recording, scroller, select) {
            this.recording = recording;
            this.scroller = scroller;
            this.select = select;
            this.hits = new Set();
            this.selected = null;
            this.heads = element("div", { class: "heads", "aria-hidden": "true" });
            this.body = element("div", {
              class: "rows", role: "listbox", tabindex: "0", id: "rows",
              "aria-label": `Timeline, ${counted(recording.rows.length, "event")}`,
            });
            this.node = element("div", { class: "timeline" }, this.heads, this.body);
            this.chunks = [];
            for (let from = 0; from < recording.rows.length; from += chunkRows) {
              const rows = recording.rows.slice(from, from + chunkRows);
              const node = element("div", { class: "chunk", role: "presentation" });
              node.style.height = `${rows.length * rowHeight}px`;
              this.chunks.push({ node, rows, isFilled: false });
              this.body.append(node);
            }
            this.body.addEventListener("click", (event) => {
              const row = event.target.closest(".row");
              if (row) this.select(Number(row.dataset.row));
            });
            this.watch();
          }

          watch() {
            const places = new Map(this.chunks.map((chunk) => [chunk.node, chunk]));
            this.near = new IntersectionObserver((entries) => {
              for (const entry of entries) {
                const chunk = places.get(entry.target);
                chunk.isNear = entry.isIntersecting;
                this.fill(chunk);
              }
            }, { root: this.scroller, rootMargin: "600px 0px" });
            for (const chunk of this.chunks) this.near.observe(chunk.node);
            this.size = new ResizeObserver(() => requestAnimationFrame(() => this.layOut()));
            this.size.observe(this.node);
          }

          close() {
            this.near.disconnect();
            this.size.disconnect();
          }

          layOut() {
            const width = this.node.clientWidth;
            if (width === 0 || width === this.width) return;
            this.width = width;
            this.lanes = new Lanes(this.recording.lanes, width);
            this.node.style.setProperty("--time", `${this.lanes.timeWidth}px`);
            this.node.style.setProperty("--lanes", `${this.lanes.width}px`);
            this.drawHeads();
            for (const chunk of this.chunks) {
              chunk.isFilled = false;
              this.fill(chunk);
            }
          }

          drawHeads() {
            const lanes = this.lanes;
            const isUpright = lanes.step < 46 && !lanes.isShared;
            // Numbers of users begin alike: their ends tell them apart.
            const end = (text) => /^\d{9,}$/.test(text) ? `…${text.slice(-6)}` : text;
            const name = (text, x, kind) => {
              const node = element("span", { class: `head ${kind}`, title: visible(text) },
                element("span", {}, end(text)));
              node.style.left = `${x}px`;
              if (!isUpright) node.style.width = `${lanes.step - 6}px`;
              return node;
            };
            this.heads.classList.toggle("upright", isUpright);
            const names = [];
            if (lanes.isShared) {
              const all = `${lanes.names.length} players in ${lanes.players} lanes`;
              const node = name(all, (lanes.width - lanes.step) / 2, "color-others");
              node.style.width = `${lanes.width - lanes.step - 60}px`;
              names.push(node);
            }
            for (let lane = 0; lane < lanes.players && !lanes.isShared; lane += 1) {
              names.push(name(lanes.names[lane], lanes.at(lane), laneColor(lane)));
            }
            const service = name("service", lanes.at("service"), "service");
            if (!isUpright) service.style.width = `${Math.max(lanes.step - 6, 56)}px`;
            names.push(service);
            replace(this.heads, element("span", { class: "unit" }, "seconds"),
              element("div", { class: "names" }, names));
          }

          fill(chunk) {
            if (!this.lanes || chunk.isFilled === Boolean(chunk.isNear)) return;
            chunk.isFilled = Boolean(chunk.isNear);
            if (!chunk.isFilled) return replace(chunk.node);
            return replace(chunk.node, picture(chunk.rows, this.lanes, this.recording),
              chunk.rows.map((row) => this.row(row)));
          }

          row(row) {
            const { tone, parts } = describe(row, this.recording);
            const before = this.recording.rows[row.number - 1];
            const isNew = !before || before.event.at !== row.event.at;
            const isSelected = row.number === this.selected;
            return element("div", {
              class: `row ${tone}${isSelected ? " selected" : ""}${this.hits.has(row.number) ? " hit" : ""}`,
              role: "option", id: `row-${row.number}`, "data-row": row.number,
              "aria-selected": String(isSelected), "aria-posinset": row.number + 1,
              "aria-setsize": this.recording.rows.length,
            },
            element("span", { class: isNew ? "time" : "time again" }, clock(row.event.at)), " ",
            element("span", { class: "what" },
              parts.filter((one) => one.text !== "").flatMap((one) =>
                [element("span", { class: `part ${one.kind}` }, one.text.slice(0, 400)), " "])));
          }

          // Marks what a search has found.
          mark(hits) {
            this.hits = hits;
            for (const node of this.body.querySelectorAll(".row")) {
              node.classList.toggle("hit", hits.has(Number(node.dataset.row)));
            }
          }

          // Shows a row as the selected one; null for none.
          choose(number) {
            const change = (isSelected) => {
              const node = document.getElementById(`row-${this.selected}`);
              node?.classList.toggle("selected", isSelected);
              node?.setAttribute("aria-selected", String(isSelected));
            };
            change(false);
            this.selected = number;
            if (number === null) return this.body.removeAttribute("aria-activedescendant");
            this.reveal(number);
            change(true);
            return this.body.setAttribute("aria-activedescendant", `row-${number}`);
          }

          reveal(number) {
            const chunk = this.chunks[Math.floor(number / chunkRows)];
            chunk.isNear = true;
            this.fill(chunk);
            const top = this.body.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top
              + number * rowHeight;
            const margin = this.heads.offsetHeight + rowHeight;
            const height = this.scroller.clientHeight - rowHeight * 2;
            if (top < margin) this.scroller.scrollTop += top - margin;
            else if (top > height) this.scroller.scrollTop += top - height;
          }
        }
        """#
}
