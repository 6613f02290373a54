extension PageBehaviour {
    /// Shows a session as it was at some point, and what had changed.
    static let sessions = #"""
        // Which session a row is about; the latest one for others.
        const sessionOf = (recording, row) => {
          if (row?.answer?.document) return row.answer.document[0];
          const name = row?.event.session ?? recording.requests.get(row?.event.number)?.target.split("/").slice(0, 2).join("/");
          const named = recording.sessions.findIndex((session) => session.name === name);
          if (named >= 0) return named;
          let latest = 0;
          let event = -1;
          recording.sessions.forEach((session, index) => {
            for (const version of session.versions) {
              if ((!row || version.event <= row.last) && version.event > event) [latest, event] = [index, version.event];
            }
          });
          return latest;
        };

        const sessionElements = (recording, row, choice, go) => {
          if (recording.sessions.length === 0) {
            return [element("p", { class: "note" }, "No session was seen in this flow.")];
          }
          const session = choice.session ?? sessionOf(recording, row);
          const version = choice.version ?? recording.versionAt(session, row);
          const content = [chooser(recording, session, row, go)];
          if (version < 0) {
            return [...content, element("p", { class: "note" }, "Nobody has seen this session yet.")];
          }
          const stored = recording.sessions[session].versions[version];
          const after = recording.documents[session].at(version);
          const earlier = recording.before(session, version);
          const before = earlier < 0 ? undefined : recording.documents[session].at(earlier);
          content.push(steps(recording, session, version, go), aboutVersion(recording, stored, go));
          if (after === undefined) return [...content, unknownDocument(stored)];
          content.push(element("div", { class: "modes", role: "group", "aria-label": "What to show" },
            mode("changes", !choice.isWhole, () => go.whole(false)),
            mode("whole document", choice.isWhole, () => go.whole(true))));
          content.push(documentElement(after, before, choice.isWhole));
          return content;
        };

        const mode = (label, isPressed, action) =>
          element("button", { type: "button", "aria-pressed": String(isPressed), on: { click: action } }, label);

        const chooser = (recording, session, row, go) => {
          const title = element("h2", { class: "title" }, recording.sessions[session].name);
          if (recording.sessions.length < 2) return title;
          const select = element("select", {
            "aria-label": "Session",
            on: { change: (event) => go.session(Number(event.target.value)) },
          }, recording.sessions.map((one, index) =>
            element("option", { value: index, selected: index === session }, one.name)));
          return select;
        };

        const steps = (recording, session, version, go) => {
          const order = recording.order(session);
          const place = order.indexOf(version);
          const step = (label, name, to) => element("button", {
            type: "button", "aria-label": name, disabled: to === undefined, on: { click: () => go.version(session, to) },
          }, label);
          return element("div", { class: "steps" },
            step("‹", "earlier version", order[place - 1]),
            element("span", {}, `#${recording.sessions[session].versions[version].change}`,
              element("span", { class: "dim" }, ` · ${place + 1} of ${counted(order.length, "version")}`)),
            step("›", "later version", order[place + 1]));
        };

        const aboutVersion = (recording, version, go) => {
          const row = recording.rowOf(version.event);
          return element("p", { class: "about" },
            version.by === undefined ? "first seen by " : "written by ",
            element("b", {}, version.by ?? recording.lanes[row.event.lane] ?? "?"), " ",
            jump(`at ${clock(recording.events[version.event].at)} s`, row.number, go));
        };
        """#
}
