extension PageStyle {
    /// The details of an event: documents, differences and scripts.
    static let details = """
        aside.details {
          border-inline-start: 1px solid var(--edge); display: flex; flex-direction: column; min-height: 0; background: var(--ground);
        }
        .tabs { display: flex; gap: 2px; padding: 10px 14px 0; border-bottom: 1px solid var(--edge); }
        .tabs [role="tab"] {
          border: 0; background: none; padding: 7px 12px 9px; color: var(--soft); border-bottom: 2px solid transparent; margin-bottom: -1px;
        }
        .tabs [aria-selected="true"] { color: var(--ink); font-weight: 600; border-color: var(--accent); }
        .tabs .close { display: none; margin-inline-start: auto; border: 0; background: none; font-size: 22px; line-height: 1; padding: 4px 10px; }
        .tabs .explain {
          margin-inline-start: auto; align-self: center; width: 26px; height: 26px; margin-bottom: 6px; border: 1px solid var(--edge);
          border-radius: 99px; background: var(--paper); color: var(--soft); padding: 0;
        }
        .panel svg.sample { position: static; display: block; }
        .panel h3 { margin: 20px 0 10px; font-size: 14px; }
        .panel { overflow: auto; padding: 14px 16px 40px; flex: 1; overscroll-behavior: contain; }
        .title { font-size: 15px; font-weight: 600; line-height: 1.6; overflow-wrap: anywhere; margin-bottom: 8px; }
        .title .printed { white-space: pre-wrap; }
        .facts, .keys { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 2px 14px; margin: 0 0 12px; }
        .facts:empty { display: none; }
        .facts dt, .keys dt { color: var(--soft); }
        .facts dd, .keys dd { margin: 0; overflow-wrap: anywhere; }
        section { margin-top: 16px; }
        .panel section h3 { margin-top: 0; font-size: 12px; font-weight: 650; letter-spacing: .04em; text-transform: uppercase; color: var(--soft); margin-bottom: 4px; }
        .wire { font: 12.5px var(--mono); overflow-wrap: anywhere; margin-bottom: 6px; }
        section .facts { font-size: 13px; }
        section .facts dd { font: 12.5px/1.5 var(--mono); }
        .json {
          font: 12.5px/1.55 var(--mono); margin: 6px 0 10px; padding: 8px 0; border: 1px solid var(--edge); border-radius: 8px;
          background: var(--paper); overflow-x: auto; unicode-bidi: plaintext; tab-size: 2;
        }
        .json .line { display: block; padding-inline: 4px 12px; width: max-content; min-width: 100%; }
        .json .mark { display: inline-block; width: 18px; text-align: center; color: var(--soft); user-select: none; }
        .json .added { background: var(--good-ground); } .json .added .mark { color: var(--good); font-weight: 700; }
        .json .removed { background: var(--bad-ground); } .json .removed .mark { color: var(--bad); font-weight: 700; }
        .json .gap {
          display: block; width: 100%; text-align: start; border: 0; background: var(--faint); color: var(--soft);
          font: 12px/1.7 var(--mono); padding: 0 12px 0 22px; white-space: pre;
        }
        .name { color: inherit; }
        .json .name { color: var(--name); } .json .string, .source .string { color: var(--string); }
        .json .number, .source code .number { color: var(--number); } .json .word, .source .word { color: var(--word); }
        .source .comment { color: var(--comment); font-style: italic; }
        .steps { display: flex; gap: 10px; align-items: center; }
        .steps button {
          border: 1px solid var(--edge); background: var(--paper); border-radius: 7px; width: 32px; height: 30px; font-size: 18px; line-height: 1;
        }
        .steps button:disabled { opacity: .4; cursor: default; }
        .steps span { font-weight: 600; } .steps .dim { font-weight: 400; }
        .panel .about { margin: 8px 0; }
        .panel select { padding: 5px 8px; border: 1px solid var(--edge); border-radius: 7px; background: var(--paper); margin-bottom: 10px; max-width: 100%; }
        .modes { display: inline-flex; border: 1px solid var(--edge); border-radius: 8px; overflow: hidden; }
        .modes button { border: 0; background: var(--paper); padding: 4px 12px; font-size: 13px; color: var(--soft); }
        .modes [aria-pressed="true"] { background: var(--accent-ground); color: var(--ink); font-weight: 600; }
        ol.source { list-style: none; margin: 0 -16px; padding: 0; font: 12.5px/1.6 var(--mono); }
        .source li { display: flex; content-visibility: auto; contain-intrinsic-size: auto 20px; }
        .source li.here { background: var(--accent-ground); box-shadow: inset 3px 0 var(--accent); }
        .source .number { flex: 0 0 44px; text-align: end; padding-inline-end: 8px; color: var(--soft); user-select: none; }
        .source code .number { flex: none; padding: 0; user-select: auto; }
        .source .made {
          flex: 0 0 24px; height: 16px; margin-top: 2px; border: 0; border-radius: 99px; padding: 0; margin-inline-end: 8px;
          background: var(--accent-ground); color: var(--accent); font: 600 10.5px/16px var(--sans);
        }
        .source .here .made { background: var(--accent); color: var(--paper); }
        .source .made.none { background: none; }
        .source code { font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; padding-inline-end: 12px; min-width: 0; unicode-bidi: plaintext; }
        kbd { font: 12px var(--mono); border: 1px solid var(--edge); border-radius: 5px; padding: 1px 6px; background: var(--paper); white-space: pre; }
        .keys { gap: 8px 14px; }

        @media (max-width: 1099px) {
          aside.details { display: none; }
          .has-details aside.details {
            display: flex; position: absolute; inset: auto 0 0 0; height: 56%; border: 0; border-top: 1px solid var(--edge);
            box-shadow: 0 -8px 30px rgb(0 0 0 / .18); border-radius: 14px 14px 0 0; z-index: 5;
          }
          .has-details main.flow { height: 44%; }
          .tabs .close { display: block; }
          .tabs .explain { display: none; }
          .tabs [role="tab"] { padding: 9px 14px 11px; }
        }
        """
}
