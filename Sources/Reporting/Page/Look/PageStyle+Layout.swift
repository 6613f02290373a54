extension PageStyle {
    /// The page as a whole, and the list of flows.
    static let layout = """
        * { box-sizing: border-box; }
        html, body { margin: 0; height: 100%; }
        body { background: var(--ground); color: var(--ink); font: 14px/1.45 var(--sans); }
        #page:empty { display: none; }
        #page {
          display: grid; height: 100vh; height: 100dvh; overflow: hidden;
          grid-template-columns: 256px minmax(0, 1fr) minmax(360px, 29vw);
        }
        button, input, select { font: inherit; color: inherit; }
        button { cursor: pointer; }
        button.link {
          border: 0; background: none; padding: 0; color: var(--accent); font: inherit;
          text-decoration: underline; text-decoration-color: color-mix(in srgb, currentColor 40%, transparent);
          text-underline-offset: 2px; text-align: start; overflow-wrap: anywhere;
        }
        :focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; border-radius: 4px; }
        main:focus { outline: none; }
        h1, h2, h3, p { margin: 0; }
        .dim { color: var(--soft); }
        .note { color: var(--soft); padding: 8px 0; }
        .note.empty { padding: 40px 24px; text-align: center; }

        nav.list { border-inline-end: 1px solid var(--edge); overflow-y: auto; padding: 16px 12px; }
        .run { padding: 0 6px 14px; }
        .run .name { font-weight: 650; font-size: 16px; overflow-wrap: anywhere; }
        .run .facts { font-size: 13px; margin-top: 6px; }
        .list-body > * { margin: 0 0 8px; }
        #search {
          width: 100%; padding: 7px 10px; border: 1px solid var(--edge); border-radius: 8px; background: var(--paper);
        }
        #search::placeholder { color: var(--soft); opacity: 1; }
        .filters { display: flex; flex-wrap: wrap; gap: 6px; }
        .filter {
          border: 1px solid var(--edge); border-radius: 99px; padding: 2px 10px; background: var(--paper); font-size: 13px;
        }
        .filter.good { color: var(--good); } .filter.bad { color: var(--bad); } .filter.doubtful { color: var(--doubt); }
        .filter.skipped { color: var(--soft); }
        .filter[aria-pressed="true"] { background: var(--accent-ground); border-color: var(--accent); font-weight: 600; }
        .summary { color: var(--soft); font-size: 12.5px; padding: 2px 6px 0; }
        ol.flows { list-style: none; padding: 0; }
        .flows li { content-visibility: auto; contain-intrinsic-size: auto 48px; }
        .flows a {
          display: grid; grid-template-columns: 18px minmax(0, 1fr) auto; column-gap: 4px; padding: 5px 6px;
          border-radius: 8px; color: inherit; text-decoration: none;
        }
        .flows a:hover { background: var(--faint); }
        .flows a[aria-current] { background: var(--accent-ground); }
        .flows .name { font-weight: 550; overflow-wrap: anywhere; unicode-bidi: isolate; }
        .flows .about {
          grid-column: 2 / -1; grid-row: 2; color: var(--soft); font-size: 12.5px; overflow: hidden; white-space: nowrap;
          text-overflow: ellipsis; unicode-bidi: isolate;
        }
        .flows .hits:not(:empty) {
          background: var(--hit); border-radius: 99px; padding: 0 7px; font-size: 12px; align-self: start;
        }
        .sign { font-weight: 700; }
        .sign.good, .sign.holds { color: var(--good); }
        .sign.bad, .sign.fails { color: var(--bad); }
        .sign.doubtful { color: var(--doubt); }
        .sign.skipped, .sign.trial { color: var(--soft); }

        main.flow { overflow: auto; background: var(--paper); position: relative; overscroll-behavior: contain; }
        .about-flow { padding: 16px 20px 12px; }
        .about-flow h1 { font-size: 18px; font-weight: 650; line-height: 1.35; overflow-wrap: anywhere; unicode-bidi: isolate; }
        .about-flow .all { display: none; }
        .verdict {
          font-size: 12.5px; font-weight: 650; padding: 2px 9px; border-radius: 99px; vertical-align: 2px; margin-inline-end: 4px;
          background: var(--faint); color: var(--soft); white-space: nowrap;
        }
        .verdict.good { background: var(--good-ground); color: var(--good); }
        .verdict.bad { background: var(--bad-ground); color: var(--bad); }
        .verdict.doubtful { background: var(--doubt-ground); color: var(--doubt); }
        .meta { color: var(--soft); margin-top: 4px; overflow-wrap: anywhere; }
        .command { font: 12.5px var(--mono); user-select: all; }
        .failure, .text {
          font: 12.5px/1.5 var(--mono); white-space: pre-wrap; overflow-wrap: anywhere; margin: 0 0 10px; padding: 9px 12px;
          border-radius: 8px; background: var(--raised); border: 1px solid var(--edge); unicode-bidi: plaintext;
        }
        .failure {
          margin: 0 20px 12px; background: var(--bad-ground); border-color: transparent;
          border-inline-start: 3px solid var(--bad); max-height: 36vh; overflow: auto;
        }
        .output { margin: 0 20px 12px; }
        .output summary { color: var(--soft); cursor: pointer; padding-bottom: 6px; }

        @media (min-width: 1100px) {
          #page.single { grid-template: auto minmax(0, 1fr) / minmax(0, 1fr) minmax(360px, 34vw); }
          .single nav.list {
            grid-column: 1 / -1; display: flex; gap: 20px; align-items: center; border: 0; border-bottom: 1px solid var(--edge);
            padding: 10px 20px;
          }
          .single .run { display: flex; gap: 20px; align-items: baseline; padding: 0; flex: 1; flex-wrap: wrap; }
          .single .run .facts { display: flex; gap: 4px 10px; margin: 0; flex-wrap: wrap; }
          .single .list-body { width: 260px; }
          .single .list-body > * { display: none; margin: 0; }
          .single #search { display: block; }
        }

        @media (max-width: 1099px) {
          #page { display: block; position: relative; }
          nav.list, main.flow { height: 100%; border: 0; }
          #page.has-flow nav.list, #page:not(.has-flow) main, #page:not(.has-flow) aside { display: none; }
          .about-flow { padding: 10px 14px 8px; }
          .about-flow h1 { font-size: 16px; }
          .about-flow .all {
            display: block; border: 0; background: none; color: var(--accent); padding: 2px 0 6px; font-size: 14px;
          }
          .failure, .output { margin-inline: 14px; }
          .flows a { padding: 9px 6px; }
          #search { padding: 10px 12px; font-size: 16px; }
        }

        noscript { display: block; max-width: 60em; margin: 0 auto; padding: 16px; }
        noscript pre { white-space: pre-wrap; overflow-wrap: anywhere; }
        """
}
