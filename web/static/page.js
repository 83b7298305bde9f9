// What needs a script: copy buttons, the / key, lists unfolded on wide screens. Pages read and search without it.
(() => {
  "use strict";

  const announce = (words) => { document.getElementById("announcement").textContent = words; };

  // A table as tab-separated values, one line a row, as spreadsheets paste it.
  const tableText = (table) => [...table.rows]
    .map((row) => [...row.cells].map(words).join("\t"))
    .join("\n");

  // The rows that are folded are copied, too: those have no inner text while they are not drawn.
  const words = (cell) => (cell.innerText || cell.textContent).replace(/\s+/g, " ").trim();

  const copied = (button) => {
    const source = document.getElementById(button.dataset.copy);
    switch (button.dataset.copyAs) {
      case "table": return tableText(source);
      case "link": return source.href;
      default: return source.textContent.trim();
    }
  };

  // navigator.clipboard is missing on plain http from another machine, which is how offices serve this.
  const write = async (text) => {
    if (navigator.clipboard && window.isSecureContext) {
      await navigator.clipboard.writeText(text);
      return;
    }
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "unseen";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (!done) throw new Error("copy refused");
  };

  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    const label = button.textContent;
    button.addEventListener("click", async () => {
      try {
        await write(copied(button));
        button.textContent = "已复制";
      } catch {
        button.textContent = "复制失败";
      }
      announce(button.textContent);
      button.focus();
      setTimeout(() => { button.textContent = label; }, 1600);
    });
  }

  // A table wider than the page says so, and the keyboard can scroll it.
  const scrolls = () => {
    for (const frame of document.querySelectorAll(".scroll")) {
      const wider = frame.scrollWidth > frame.clientWidth + 1;
      if (wider === frame.hasAttribute("tabindex")) continue;
      if (wider) {
        frame.tabIndex = 0;
        frame.setAttribute("role", "region");
        frame.setAttribute("aria-label", "表格，可左右滚动");
        const hint = document.createElement("p");
        hint.className = "scroll-hint";
        hint.textContent = "表格比屏幕宽，可左右滚动查看其余各列。";
        frame.before(hint);
      } else {
        for (const name of ["tabindex", "role", "aria-label"]) frame.removeAttribute(name);
        frame.previousElementSibling.remove();
      }
    }
  };
  scrolls();
  window.addEventListener("resize", scrolls);

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const box = document.querySelector("[data-box]");
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  });

  // What is folded on the screen is read on paper; where the style sheet cannot unfold it, this does.
  let unfolded = [];
  window.addEventListener("beforeprint", () => {
    unfolded = [...document.querySelectorAll("main details:not([open])")];
    for (const details of unfolded) details.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const details of unfolded) details.open = false;
  });

  // On wide screens lists beside the text stand open; where the style sheet cannot say so, this does.
  // Their headings then do nothing, so the keyboard passes over them.
  const wide = window.matchMedia("(min-width: 62.01rem)");
  const unfold = () => {
    for (const details of document.querySelectorAll("[data-wide-open]")) {
      if (wide.matches) details.open = true;
      details.querySelector("summary").tabIndex = wide.matches ? -1 : 0;
    }
  };
  unfold();
  wide.addEventListener("change", unfold);
})();
