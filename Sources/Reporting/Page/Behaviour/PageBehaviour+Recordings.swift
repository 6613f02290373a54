extension PageBehaviour {
    /// Reads the recordings, each when it is first looked at, and makes rows of their events.
    static let recordings = #"""
        const run = JSON.parse(document.getElementById("run").textContent);

        class Recording {
          constructor(data) {
            this.lanes = data.lanes;
            this.start = data.start;
            this.events = data.events;
            this.sessions = data.sessions;
            this.requests = new Map();
            this.answers = new Map();
            this.documents = data.sessions.map((session) => new Documents(session.versions));
            this.rows = this.makeRows();
          }

          // A request whose answer follows at once is one row with it. Small moves of the clock are told
          // by the times of other rows.
          makeRows() {
            const rows = [];
            const events = this.events;
            for (let index = 0; index < events.length; index += 1) {
              const event = events[index];
              const next = events[index + 1];
              if (event.kind === "clock" && event.by < 5e5 && next) continue;
              const row = { kind: event.kind, event, index, last: index };
              if (event.kind === "sent") this.requests.set(event.number, event);
              if (event.kind === "answered") row.answer = event;
              if (event.kind === "sent" && next?.kind === "answered" && next.number === event.number) {
                row.kind = "exchange";
                row.answer = next;
                row.last = index += 1;
              }
              row.number = rows.length;
              if (row.answer) this.answers.set(row.answer.number, row);
              rows.push(row);
            }
            return rows;
          }

          // The row that an event, by its index, is a part of.
          rowOf(event) {
            let [low, high] = [0, this.rows.length - 1];
            while (low < high) {
              const middle = (low + high) >> 1;
              if (this.rows[middle].last < event) low = middle + 1;
              else high = middle;
            }
            return this.rows[low];
          }

          // The version of a session that was seen last when a row was over; -1 for none.
          versionAt(session, row) {
            const shown = row?.answer?.document;
            if (shown && shown[0] === session) return shown[1];
            const versions = this.sessions[session].versions;
            let found = -1;
            versions.forEach((version, index) => {
              if (!row || version.event <= row.last) found = index;
            });
            return found;
          }

          // The versions of a session in the order of its changes.
          order(session) {
            const versions = this.sessions[session].versions;
            const branches = new Map();
            versions.forEach((one) => { if (!branches.has(one.branch)) branches.set(one.branch, branches.size); });
            return versions.map((_, index) => index).sort((a, b) =>
              branches.get(versions[a].branch) - branches.get(versions[b].branch)
              || versions[a].change - versions[b].change);
          }

          // The version before another; -1 for none.
          before(session, version) {
            const order = this.order(session);
            return order[order.indexOf(version) - 1] ?? -1;
          }

          // Whether a row's answer was the first to show the version that it shows.
          isNews(row) {
            const shown = row.answer?.document;
            if (!shown) return false;
            const event = this.sessions[shown[0]].versions[shown[1]].event;
            return event >= row.index && event <= row.last;
          }

          // What a search looks at in each row.
          get texts() {
            this.knownTexts ??= this.rows.map((row) => {
              const parts = [plain(describe(row, this))];
              for (const event of row.answer && row.answer !== row.event
                ? [row.event, row.answer] : [row.event]) {
                parts.push(event.path, event.json, event.text, event.reason, event.rule,
                  ...(event.headers ?? []).flat(), ...(event.query ?? []).flat(), ...(event.tasks ?? []));
                if (event.document && this.isNews(row)) {
                  const [session, version] = event.document;
                  const stored = this.sessions[session].versions[version];
                  parts.push(stored.whole ?? stored.delta);
                }
              }
              return parts.filter((one) => one !== undefined && one !== null).join("\n").toLowerCase();
            });
            return this.knownTexts;
          }
        }

        const recordings = new Map();

        // The recording of a flow; null when there is none.
        const recordingOf = (flow) => {
          if (!recordings.has(flow)) {
            const block = document.getElementById(`recording-${flow}`);
            recordings.set(flow, block ? new Recording(JSON.parse(block.textContent)) : null);
          }
          return recordings.get(flow);
        };
        """#
}
