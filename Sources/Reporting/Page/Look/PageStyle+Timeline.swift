extension PageStyle {
    /// The timeline: lanes, arrows and rows.
    static let timeline = """
        .timeline { position: relative; padding-bottom: 24px; }
        .heads {
          position: sticky; top: 0; z-index: 2; height: 34px; background: var(--paper); border-bottom: 1px solid var(--edge);
          padding-inline-start: var(--time);
        }
        .heads .unit { position: absolute; inset-inline-start: 14px; bottom: 7px; font-size: 11.5px; color: var(--soft); }
        .heads .names { position: relative; height: 100%; width: var(--lanes); }
        .heads .head {
          position: absolute; bottom: 6px; transform: translateX(-50%); text-align: center; font-weight: 600; font-size: 13px;
          overflow: hidden; text-overflow: ellipsis; white-space: nowrap; color: var(--mine, var(--soft)); unicode-bidi: isolate;
        }
        .heads.upright { height: 84px; }
        .heads.upright .unit { display: none; }
        .heads.upright .head {
          width: auto; max-height: 76px; writing-mode: vertical-rl; transform: translateX(-50%) rotate(180deg); line-height: 1;
          text-align: start;
        }
        .heads .head.service { color: var(--ink); }
        .color-0 { --mine: var(--color-0); } .color-1 { --mine: var(--color-1); } .color-2 { --mine: var(--color-2); }
        .color-3 { --mine: var(--color-3); } .color-4 { --mine: var(--color-4); } .color-5 { --mine: var(--color-5); }
        .color-6 { --mine: var(--color-6); } .color-7 { --mine: var(--color-7); } .color-others { --mine: var(--soft); }

        .rows { outline-offset: -2px; cursor: default; }
        .chunk { position: relative; contain: strict; }
        svg.lanes { position: absolute; inset-inline-start: var(--time); top: 0; pointer-events: none; z-index: 1; }
        .life { stroke: var(--mine, var(--soft)); stroke-opacity: .32; stroke-width: 1.5; }
        .life.service { stroke: var(--ink); stroke-opacity: .3; stroke-width: 2; }
        .way, .back, .tap { stroke: var(--tone, var(--soft)); stroke-width: 1.5; }
        .back { stroke-dasharray: 4 3; stroke-opacity: .85; }
        .tap { stroke-dasharray: 1.5 3.5; stroke-linecap: round; stroke-width: 2; --tone: var(--accent); }
        .lanes .head { fill: var(--tone, var(--mine, var(--soft))); }
        .dot { fill: var(--mine, var(--soft)); }
        .dot.ring { fill: var(--paper); stroke: var(--mine); stroke-width: 2; }
        .cross { stroke: var(--tone); stroke-width: 2; }
        .bolt { fill: var(--doubt); }
        .news { fill: var(--paper); stroke: var(--good); stroke-width: 2; }
        .lanes .good { --tone: var(--good); } .lanes .refused, .lanes .trouble { --tone: var(--doubt); }
        .lanes .bad { --tone: var(--bad); } .lanes .way { --tone: var(--soft); }

        .row {
          height: 30px; display: grid; grid-template-columns: var(--time) var(--lanes) minmax(0, 1fr); align-items: center;
          position: relative;
        }
        .row:hover { background: var(--faint); }
        .row.hit { background: color-mix(in srgb, var(--hit) 42%, transparent); }
        .row.selected { background: var(--accent-ground); box-shadow: inset 3px 0 var(--accent); }
        .row .time {
          font: 12px var(--mono); color: var(--soft); padding-inline-start: 14px; white-space: nowrap; font-variant-numeric: tabular-nums;
        }
        .row .time.again { visibility: hidden; }
        .row:hover .time.again, .row.selected .time.again { visibility: visible; }
        .row .what {
          grid-column: 3; padding: 0 14px 0 10px; display: flex; gap: 6px; align-items: center; white-space: nowrap;
          min-width: 0; overflow: hidden;
        }
        .part { unicode-bidi: isolate; flex: none; }
        .row .target, .row .printed, .row .judged, .row .message, .row .aside {
          flex: 0 1 auto; min-width: 0; overflow: hidden; text-overflow: ellipsis;
        }
        .row .aside { flex: 1 1 0; }
        .part.who { font-weight: 600; color: var(--mine); }
        .part.method { font: 600 12px var(--mono); }
        .part.aside, .part.dim { color: var(--soft); }
        .part.aside { font: 12px var(--mono); }
        .status { font: 650 12.5px var(--mono); }
        .status.good { color: var(--good); } .status.refused { color: var(--doubt); } .status.bad { color: var(--bad); }
        .rule { font-size: 12.5px; color: var(--doubt); }
        .part.rule { background: var(--doubt-ground); padding: 1px 7px; border-radius: 99px; }
        .part.change {
          font-size: 12.5px; font-weight: 600; color: var(--good); border: 1px solid color-mix(in srgb, var(--good) 45%, transparent);
          padding: 0 6px; border-radius: 5px;
        }
        .part.label { font-size: 12px; color: var(--soft); border: 1px solid var(--edge); border-radius: 5px; padding: 0 5px; }
        .part.printed { font: 12.5px var(--mono); color: var(--ink); white-space: pre; }
        .row.script .what::before { content: "❝"; color: var(--soft); }
        .row.quiet .what, .row.trial .what { color: var(--soft); }
        .row.quiet .part.who { font-weight: 500; }
        .row.fails { background: var(--bad-ground); }
        .row.fails.selected { background: color-mix(in srgb, var(--bad-ground) 60%, var(--accent-ground)); }
        .row.fails .judged { color: var(--bad); font-weight: 600; }
        .row.trouble .what, .row.bad .what { color: var(--ink); }
        .row.clock, .row.omitted { color: var(--soft); }
        .row.clock::before, .row.omitted::before {
          content: ""; position: absolute; z-index: 0; inset-inline: var(--time) 14px; top: 50%; border-top: 1px dashed var(--edge);
        }
        .row.clock .what, .row.omitted .what { justify-self: start; z-index: 2; }
        .part.jump {
          font: 12px var(--mono); background: var(--faint); padding: 2px 10px; border-radius: 99px; color: var(--soft);
        }
        .row.omitted .part { background: var(--doubt-ground); color: var(--doubt); padding: 2px 10px; border-radius: 99px; }

        @media (max-width: 1099px) {
          .row .time, .heads .unit { padding-inline-start: 0; inset-inline-start: 8px; }
          .row .time { padding-inline-start: 8px; }
          .row .what { padding: 0 8px 0 6px; }
        }
        @media (max-width: 559px) {
          .row .time { font-size: 11px; }
          .row .part.who { display: none; }
          .row.quiet .part.who, .row.tap .part.who, .row.trouble .part.who { display: inline; }
          .row .what { font-size: 13px; }
        }
        """
}
