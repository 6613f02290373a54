extension PageBehaviour {
    /// Draws the lanes, and arrows between them.
    static let drawing = #"""
        const rowHeight = 30;

        // Where the lanes of a timeline are.
        class Lanes {
          constructor(names, width) {
            const isNarrow = width < 560;
            this.timeWidth = isNarrow ? 54 : 74;
            const room = Math.max(48, width * (isNarrow ? 0.36 : 0.42) - this.timeWidth / 2);
            const most = Math.max(2, Math.floor(room / 12));
            // Where there are too many players, several share a lane.
            this.players = Math.min(names.length, most - 1);
            this.isShared = names.length > this.players;
            const count = this.players + 1;
            this.step = Math.min(isNarrow ? 64 : 88, room / count);
            this.width = Math.round(this.step * count);
            this.names = names;
          }

          // The middle of a player's lane, or of the service's.
          at(lane) {
            const place = lane === "service" ? this.players : lane % this.players;
            return Math.round(this.step * (place + 0.5)) + 0.5;
          }

          // The colour of the line down a lane.
          life(place) { return this.isShared ? "color-others" : `color-${place % laneColors}`; }
        }

        const laneColor = (lane) => `color-${lane % laneColors}`;

        const line = (from, to, y, kind) => vector("line", { x1: from, x2: to, y1: y, y2: y, class: kind });

        // An arrow head at `x` that points right, or left where `way` is -1.
        const head = (x, y, way, kind) =>
          vector("path", { d: `M${x} ${y}l${-6 * way} -3.5v7z`, class: `head ${kind}` });

        const dot = (x, y, kind, radius = 3.5) => vector("circle", { cx: x, cy: y, r: radius, class: `dot ${kind}` });

        const cross = (x, y, kind) =>
          vector("path", { d: `M${x - 4} ${y - 4}l8 8m0 -8l-8 8`, class: `cross ${kind}` });

        const there = (lanes, lane, y, tone) => {
          const [from, to] = [lanes.at(lane), lanes.at("service")];
          return [line(from, to - 5, y, `way ${tone}`), dot(from, y, laneColor(lane)), head(to - 1, y, 1, tone)];
        };

        const back = (lanes, lane, y, tone) => {
          const [to, from] = [lanes.at(lane), lanes.at("service")];
          return [line(to + 5, from, y, `back ${tone}`), head(to + 1, y, -1, tone)];
        };

        // What stands in the lanes for a row whose middle is at `y`.
        const marks = (row, tone, lanes, y, recording) => {
          const lane = row.event.lane;
          const service = lanes.at("service");
          const news = recording.isNews(row)
            ? [vector("rect", { x: service - 4.5, y: y - 4.5, width: 9, height: 9, class: "news" })] : [];
          switch (row.kind) {
            case "exchange": return [...there(lanes, lane, y - 4, tone), ...back(lanes, lane, y + 5, tone), ...news];
            case "sent": return there(lanes, lane, y, tone);
            case "answered": return [...back(lanes, lane, y, tone), ...news];
            case "unanswered": return [cross(lanes.at(lane), y, "bad")];
            case "arrived":
              return [vector("path", { d: `M${service} ${y}l-8 -4v8z`, class: `head ${laneColor(lane)}` })];
            case "lost": {
              const far = (lanes.at(lane) + service) / 2;
              const from = row.event.answer ? service : lanes.at(lane);
              return [line(from, far, y, "back trouble"), cross(far, y, "trouble")];
            }
            case "faulted":
              return [vector("path", { d: `M${service + 2} ${y - 9}l-7 10h5l-2 8l7 -10h-5z`, class: "bolt" })];
            case "tapped": {
              const to = lanes.at(lane);
              return [line(to, service, y, "tap"), dot(to, y, `${laneColor(lane)} ring`, 4.5)];
            }
            default: return [];
          }
        };

        // Each kind of mark, with what it says.
        const legend = () => [
          [[dot(4, 10, "color-0"), line(4, 46, 10, "way way"), head(51, 10, 1, "way")], "a request"],
          [[line(10, 52, 10, "back good"), head(5, 10, -1, "good")], "an answer; yellow for a refusal, red for a failure"],
          [[vector("rect", { x: 44, y: 5.5, width: 9, height: 9, class: "news" })], "a version of a session that was new"],
          [[line(6, 52, 10, "tap"), dot(6, 10, "color-0 ring", 4.5)], "a shoulder tap"],
          [[line(4, 30, 10, "back trouble"), cross(30, 10, "trouble")], "a message that was lost"],
          [[vector("path", { d: "M49 1l-7 10h5l-2 8l7 -10h-5z", class: "bolt" })], "a fault of the service"],
          [[vector("path", { d: "M52 10l-8 -4v8z", class: "head color-0" })], "a request that arrives later than it was sent"],
        ];

        // The lanes beside some rows, as one picture.
        const picture = (rows, lanes, recording) => {
          const height = rows.length * rowHeight;
          const view = vector("svg", {
            class: "lanes", width: lanes.width, height, viewBox: `0 0 ${lanes.width} ${height}`, "aria-hidden": "true",
          });
          for (let lane = 0; lane < lanes.players; lane += 1) {
            view.append(vector("line", {
              x1: lanes.at(lane), x2: lanes.at(lane), y1: 0, y2: height, class: `life ${lanes.life(lane)}`,
            }));
          }
          const service = lanes.at("service");
          view.append(vector("line", { x1: service, x2: service, y1: 0, y2: height, class: "life service" }));
          rows.forEach((row, index) => {
            const { tone } = describe(row, recording);
            view.append(...marks(row, tone, lanes, index * rowHeight + rowHeight / 2, recording));
          });
          return view;
        };
        """#
}
