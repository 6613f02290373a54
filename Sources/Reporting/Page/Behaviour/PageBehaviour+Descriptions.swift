extension PageBehaviour {
    /// Says in a line what an event is.
    static let descriptions = #"""
        const laneColors = 8;
        const statusTone = (status) => (status < 400 ? "good" : status < 500 ? "refused" : "bad");

        const part = (text, kind = "") => ({ text, kind });

        // What a request is about, with identifiers cut: the details have them whole.
        const identifier = /\b([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi;
        const target = (text) => part(text.replace(identifier, "$1…"), "target");

        const who = (lane, recording) =>
          part(recording.lanes[lane] ?? "?", `who ${laneColor(lane)}`);

        const requestParts = (event, recording) => {
          const query = (event.query ?? []).map(([name, value]) => `${name}=${value}`).join("&");
          return [
            who(event.lane, recording), part(event.method, "method"),
            target(event.target + (query ? `?${query}` : "")),
          ];
        };

        const answerParts = (answer, recording) => {
          const parts = [part("→", "dim"), part(String(answer.status), `status ${statusTone(answer.status)}`)];
          if (answer.rule) parts.push(part(`§ ${answer.rule}`, "rule"));
          if (answer.document) {
            const [session, version] = answer.document;
            parts.push(part(`#${recording.sessions[session].versions[version].change}`, "change"));
          }
          return parts;
        };

        // What a row says: a tone, and parts of text, each with a kind.
        const describe = (row, recording) => {
          const event = row.event;
          switch (row.kind) {
            case "exchange":
              return {
                tone: statusTone(row.answer.status),
                parts: [...requestParts(event, recording), ...answerParts(row.answer, recording),
                  part(event.json ?? event.text ?? "", "aside")],
              };
            case "sent":
              return {
                tone: "way", parts: [...requestParts(event, recording), part(event.json ?? event.text ?? "", "aside")],
              };
            case "answered": {
              const request = recording.requests.get(event.number);
              return {
                tone: statusTone(event.status),
                parts: [who(event.lane, recording), part(request ? request.method : `request ${event.number}`, "method"),
                  target(request?.target ?? ""), ...answerParts(event, recording),
                  part(event.took ? `after ${span(event.took)}` : "", "aside")],
              };
            }
            case "unanswered":
              return { tone: "bad", parts: [who(event.lane, recording), part("got no answer:"), part(event.reason, "aside")] };
            case "arrived":
              return {
                tone: "quiet", parts: [who(event.lane, recording),
                  part(`request ${event.number} arrives${event.duplicate ? " once more" : ""}`, "dim message")],
              };
            case "lost":
              return {
                tone: "trouble", parts: [who(event.lane, recording), part(
                  `${event.answer ? "answer" : "request"} ${event.number} is lost, ${
                    event.retry === undefined ? "and given up" : `again in ${span(event.retry)}`}`, "message")],
              };
            case "faulted":
              return {
                tone: "trouble", parts: [who(event.lane, recording),
                  part(`request ${event.number} meets the fault`), part(event.fault, "rule")],
              };
            case "tapped":
              return {
                tone: "tap", parts: [who(event.lane, recording), part("is tapped"),
                  target(event.session), part(`#${event.change}`, "change")],
              };
            case "clock": return { tone: "clock", parts: [part(`+ ${span(event.by)}`, "jump")] };
            case "printed": return { tone: "script", parts: [part(event.text, "printed")] };
            case "logged": return { tone: "script", parts: [part("log", "label"), part(event.text, "printed")] };
            case "judged": {
              const [first] = event.text.split("\n");
              const tone = event.holds ? "holds" : event.trial ? "trial" : "fails";
              return { tone, parts: [part(event.holds ? "✓" : "✗", `sign ${tone}`), part(first.replace(/^expected /, ""), "judged")] };
            }
            case "left":
              return {
                tone: "trouble",
                parts: [part(`${counted(event.tasks.length, "task")} cancelled at the end`), part(event.tasks[0] ?? "", "aside")],
              };
            case "omitted":
              return { tone: "omitted", parts: [part(`${counted(event.count, "event")} not kept`)] };
            default: return { tone: "quiet", parts: [part(row.kind)] };
          }
        };

        const plain = (description) =>
          description.parts.map((one) => one.text).filter((one) => one !== "").join(" ");
        """#
}
