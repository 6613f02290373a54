extension PageBehaviour {
    /// What is told of one event: the request and its answer, and all else that is known.
    static let details = #"""
        const facts = (pairs) => {
          const known = pairs.filter(([, value]) => value !== null && value !== undefined && value !== "");
          return element("dl", { class: "facts" },
            known.map(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]));
        };

        const section = (title, ...content) => element("section", {}, element("h3", {}, title), content);

        const textElement = (text) => element("pre", { class: "text", tabindex: "0" }, text);

        const bodyElement = (event) => {
          if (event.bytes !== undefined) {
            return element("p", { class: "note" }, `A body of ${counted(event.bytes, "byte")} is not kept.`);
          }
          if (event.text !== undefined) return textElement(event.text);
          if (event.json === undefined) return null;
          try {
            return documentElement(readJSON(event.json));
          } catch {
            return textElement(event.json);
          }
        };

        // What is shown of an event. `go` follows links: to a row, a session's version, or a line.
        const eventElements = (recording, row, go) => {
          const event = row.event;
          const description = describe(row, recording);
          const title = element("h2", { class: "title" },
            description.parts.filter((one) => one.text !== "" && one.kind !== "aside")
              .flatMap((one) => [element("span", { class: `part ${one.kind}` }, one.text), " "]));
          const where = event.where && element("button", {
            type: "button", class: "link", on: { click: () => go.line(...event.where) },
          }, event.where.join(":"));
          const content = [title, facts([
            ["time", `${clock(event.at)} s`], ["line", where],
            ["answered after", row.answer?.took > 0 ? span(row.answer.took) : null],
            ["refused by rule", row.answer?.rule],
          ])];
          if (row.kind === "judged") content.push(textElement(event.text));
          if (["printed", "logged"].includes(row.kind)) content.push(textElement(event.text));
          if (row.kind === "judged" && event.trial && !event.holds) {
            content.push(element("p", { class: "note" }, "This check may be repeated, or was expected to fail."));
          }
          if (row.kind === "tapped") content.push(...tappedVersion(recording, event, go));
          if (row.kind === "left") content.push(...event.tasks.map(textElement));
          if (row.kind === "omitted") {
            content.push(element("p", { class: "note" }, "There were more events than a recording keeps."));
          }
          const request = recording.requests.get(event.number);
          if (request) content.push(requestElement(request, event === request ? null : row, recording, go));
          const answered = row.answer ? row : recording.answers.get(event.number);
          if (answered) content.push(answerElement(recording, answered, answered === row ? null : answered, go));
          return content;
        };

        // The version that a shoulder tap tells of, if somebody has seen it.
        const tappedVersion = (recording, event, go) => {
          const session = recording.sessions.findIndex((one) => one.name === event.session);
          const version = recording.sessions[session]?.versions.findIndex((one) => one.change === event.change) ?? -1;
          return version < 0 ? [] : [section("Session", versionLink(recording, [session, version], go))];
        };

        const jump = (label, number, go) =>
          element("button", { type: "button", class: "link", on: { click: () => go.row(number) } }, label);

        const requestElement = (request, from, recording, go) => {
          const query = (request.query ?? []).map(([name, value]) => `${name}=${value}`).join("&");
          const index = from ? recording.events.indexOf(request) : -1;
          return section("Request",
            element("p", { class: "wire" }, element("b", {}, request.method), " ", request.path, query ? `?${query}` : ""),
            from && recording.rowOf(index) !== from
              ? jump(`sent at ${clock(request.at)} s`, recording.rowOf(index).number, go) : null,
            facts(request.headers ?? []), bodyElement(request));
        };

        const answerElement = (recording, row, elsewhere, go) => {
          const answer = row.answer;
          const content = [
            element("p", { class: "wire" },
              element("span", { class: `status ${statusTone(answer.status)}` }, String(answer.status)),
              answer.rule ? element("span", { class: "rule" }, ` § ${answer.rule}`) : null),
            elsewhere ? jump(`arrives at ${clock(answer.at)} s`, elsewhere.number, go) : null,
            facts(answer.headers ?? []), bodyElement(answer),
          ];
          if (answer.document) content.push(versionLink(recording, answer.document, go));
          return section("Answer", content);
        };

        const versionLink = (recording, [session, version], go) => {
          const stored = recording.sessions[session].versions[version];
          const documents = recording.documents[session];
          const after = documents.at(version);
          const earlier = recording.before(session, version);
          const before = earlier < 0 ? undefined : documents.at(earlier);
          return [
            element("button", { type: "button", class: "link version", on: { click: () => go.version(session, version) } },
              `${recording.sessions[session].name} #${stored.change}`),
            element("span", { class: "dim" }, earlier < 0 ? " as first seen"
              : ` and what changed since #${recording.sessions[session].versions[earlier].change}`),
            after === undefined ? unknownDocument(stored) : documentElement(after, before, false),
          ];
        };

        const unknownDocument = (version) => element("p", { class: "note" }, version.bytes === undefined
          ? "This document cannot be rebuilt." : `A document of ${counted(version.bytes, "byte")} is not kept.`);
        """#
}
