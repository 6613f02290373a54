extension PageBehaviour {
    /// Makes elements, and text that can be seen.
    static let elements = #"""
        // What controls the direction of writing, or cannot be seen, is written as Lua would.
        const hidden =
          /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]/g;
        const visible = (text) =>
          String(text).replace(hidden, (one) => `\\u{${one.charCodeAt(0).toString(16).toUpperCase()}}`);

        const attach = (node, children) => {
          for (const child of children.flat(4)) {
            if (child === null || child === undefined || child === false) continue;
            node.append(child instanceof Node ? child : visible(child));
          }
          return node;
        };

        // Makes an element: attributes by name, `on` with what happens on events, then what is in it.
        const element = (name, attributes = {}, ...children) => {
          const node = document.createElement(name);
          for (const [key, value] of Object.entries(attributes)) {
            if (value === null || value === undefined || value === false) continue;
            if (key === "on") {
              for (const [event, action] of Object.entries(value)) node.addEventListener(event, action);
            } else {
              node.setAttribute(key, value === true ? "" : value);
            }
          }
          return attach(node, children);
        };

        const vector = (name, attributes = {}, ...children) => {
          const node = document.createElementNS("http://www.w3.org/2000/svg", name);
          for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
          return attach(node, children);
        };

        const replace = (node, ...children) => {
          node.replaceChildren();
          return attach(node, children);
        };

        const counted = (count, one, many = `${one}s`) =>
          `${String(count).replace(/\B(?=(\d{3})+$)/g, "\u202f")} ${count === 1 ? one : many}`;

        // A span of microseconds.
        const span = (microseconds) => {
          const trim = (number, digits) => String(Number(number.toFixed(digits)));
          if (microseconds < 1e3) return `${microseconds} µs`;
          if (microseconds < 1e6) return `${trim(microseconds / 1e3, 2)} ms`;
          if (microseconds < 6e7) return `${trim(microseconds / 1e6, 3)} s`;
          const seconds = microseconds / 1e6;
          if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${trim(seconds % 60, 1)} s`;
          return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
        };

        // The time since the start, in seconds.
        const clock = (microseconds) => (microseconds / 1e6).toFixed(3);
        """#
}
