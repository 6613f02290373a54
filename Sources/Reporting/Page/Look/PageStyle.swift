/// The look of a page about flows: CSS in parts, each in a file of its own.
enum PageStyle {
    /// The whole style.
    static let text = """

        \(colors)
        \(layout)
        \(timeline)
        \(details)

        """

    /// The colours, for light and for dark surroundings. Text on its ground has a contrast of 4.5
    /// or more in both.
    static let colors = """
        :root {
          --ground: #f6f6f3; --paper: #ffffff; --raised: #fbfbf9; --edge: #dfdfd8; --faint: #ecece6;
          --ink: #1c2128; --soft: #5b636e; --accent: #3b4cca; --accent-ground: #e9ebfb;
          --good: #17713f; --good-ground: #e2f3e8; --bad: #b3261e; --bad-ground: #fbe6e4;
          --doubt: #8a5a00; --doubt-ground: #fbf0d8; --hit: #ffe58a;
          --color-0: #3b5bdb; --color-1: #b3470f; --color-2: #0b7285; --color-3: #9c36b5;
          --color-4: #426e0a; --color-5: #c2255c; --color-6: #7a5c00; --color-7: #5f3dc4;
          --string: #0b6b3a; --number: #9a3a08; --name: #2f47b3; --comment: #646b75; --word: #8a2a9c;
          --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
          --mono: ui-monospace, "SF Mono", "Cascadia Code", Menlo, Consolas, "DejaVu Sans Mono", monospace;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --ground: #0f1216; --paper: #161a20; --raised: #1b2028; --edge: #2d343e; --faint: #222831;
            --ink: #e6e9ee; --soft: #9aa4b1; --accent: #a3b0ff; --accent-ground: #262d52;
            --good: #6fd59a; --good-ground: #14351f; --bad: #ff9d94; --bad-ground: #47191a;
            --doubt: #f0c05a; --doubt-ground: #3d2f0d; --hit: #6b5a12;
            --color-0: #8ea6ff; --color-1: #ffa26b; --color-2: #5fd0e3; --color-3: #e39af2;
            --color-4: #a8d75c; --color-5: #ff8fb3; --color-6: #e6c65c; --color-7: #b9a2ff;
            --string: #8fd9ac; --number: #ffb38a; --name: #a9b8ff; --comment: #95a0ad; --word: #e0a3f0;
          }
        }
        """
}
