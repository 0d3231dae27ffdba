// A report's few interactions. The page reads without them; everything here is put in by this script, works with the
// keyboard, and nothing is loaded. Text from the file is only ever set as text.
"use strict";
(() => {
  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "text") element.textContent = value;
      else element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  };

  const data = JSON.parse(document.getElementById("cases").textContent);
  const words = data.words;
  const say = (message, values) => message.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  // ---- light and dark ----
  const theme = () => {
    const root = document.documentElement;
    const dark = () => root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    const button = make("button", { type: "button" });
    const name = () => { button.textContent = dark() ? words.light : words.dark; };
    button.addEventListener("click", () => { root.dataset.theme = dark() ? "light" : "dark"; name(); });
    name();
    document.querySelector("nav").append(make("div", { class: "controls" }, button));
  };

  // ---- choose a settlement: its column stays, the others step back ----
  const settlements = () => {
    const table = document.querySelector("#asks table.marks");
    if (!table) return;
    const heads = [...table.querySelectorAll("thead tr:last-child th")];
    const over = [...table.querySelectorAll("thead tr.over > *")].flatMap((th) => Array(th.colSpan).fill(th.textContent.trim()));
    const columns = heads.map((th, i) => i).filter((i) => over[i] === words.settles);
    if (columns.length < 2) return;
    const said = make("span", { class: "said", role: "status" });
    const rows = [...table.querySelectorAll("tbody tr:not(.by)")];
    const choose = (column) => {
      buttons.forEach((button, n) => button.setAttribute("aria-pressed", String(columns[n] === column)));
      for (const i of columns) {
        for (const cell of [heads[i], ...rows.map((row) => row.children[i])]) {
          cell.classList.toggle("chosen", i === column);
          cell.classList.toggle("chosen-off", column !== null && i !== column);
        }
      }
      if (column === null) { said.textContent = ""; return; }
      const count = (kind) => rows.filter((row) => row.children[column].classList.contains(kind)).length;
      said.textContent = say(words.gives, { settlement: label(column), given: count("accepted"), asks: rows.length, partly: count("partly"), refused: count("refused") });
    };
    const label = (i) => heads[i].firstChild.textContent.trim();
    const buttons = columns.map((i) => {
      const button = make("button", { type: "button", "aria-pressed": "false", text: label(i) });
      button.addEventListener("click", () => choose(button.getAttribute("aria-pressed") === "true" ? null : i));
      return button;
    });
    const group = make("div", { class: "controls", role: "group", "aria-label": words.follow }, make("span", { text: words.follow + words.colon.trimEnd() }), ...buttons, said);
    table.before(group);
  };

  // ---- a switch for each circumstance: the case worked out beforehand ----
  const whatif = () => {
    const place = document.querySelector("#settle .sb");
    if (!place || !data.facts.length) return;
    const found = make("div", { class: "found", role: "status" });
    const boxes = new Map();
    const told = (one, plain) => {
      const differs = [["gains", one.gains], ["loses", one.loses]].filter(([, asks]) => asks.length)
        .map(([word, asks]) => say(words[word], { asks: asks.join("; ") }));
      return make("small", { text: differs.join(" ") || (plain ? "" : words.same) });
    };
    const show = () => {
      const changed = data.facts.filter((fact) => boxes.get(fact.id).checked !== fact.now).map((fact) => fact.id).sort();
      for (const fact of data.facts) {
        const box = boxes.get(fact.id);
        const other = changed.includes(fact.id);
        box.closest("label").classList.toggle("changed", other);
        box.closest("label").querySelector("i").textContent = (box.checked ? words.holds : words.not) + (other ? `; ${words.file}` : "");
      }
      const entry = data.cases.find((one) => one.changed.join() === changed.join());
      if (!entry) { found.replaceChildren(make("p", { text: words.unsolved })); return; }
      const items = entry.settles.map((one) => make("li", {},
        ...(one.label ? [make("span", { class: "ring", text: one.label })] : []), one.name, told(one, !changed.length)));
      const heading = say(changed.length ? words.changed : words.now, { said: entry.said });
      found.replaceChildren(make("p", { text: heading }), make("ul", {}, ...items));
    };
    const labels = data.facts.map((fact) => {
      const box = make("input", { type: "checkbox", role: "switch", id: `fact-${fact.id}` });
      box.checked = fact.now;
      box.addEventListener("change", show);
      boxes.set(fact.id, box);
      return make("label", {}, box, make("span", { text: fact.text }), make("i"));
    });
    const set = make("fieldset", {}, make("legend", { text: words.facts }), make("div", { class: "facts" }, ...labels));
    show();
    place.append(make("div", { class: "whatif" }, set, found));
  };

  // ---- a reason's evidence, beside it ----
  const evidence = () => {
    const box = make("div", { class: "shown", role: "note", hidden: "" });
    document.body.append(box);
    let owner = null;
    let timer = 0;
    const hide = () => { box.hidden = true; owner = null; };
    const later = () => { clearTimeout(timer); timer = setTimeout(hide, 250); };
    const show = (reason) => {
      clearTimeout(timer);
      if (owner === reason) return;
      const marks = [...reason.querySelectorAll("sup.ev a")];
      box.replaceChildren(...marks.map((mark) => {
        const source = document.querySelector(mark.getAttribute("href"));
        const where = mark.title ? ` — ${mark.title}` : "";
        return make("p", { text: `${mark.firstChild.textContent.trim()}. ${source ? source.textContent.trim() : ""}${where}` });
      }));
      owner = reason;
      box.hidden = false;
      const last = marks[marks.length - 1].getBoundingClientRect();
      const wide = document.documentElement.clientWidth;
      const left = Math.max(8, Math.min(last.left, wide - box.offsetWidth - 8));
      box.style.left = `${left + scrollX}px`;
      box.style.top = `${last.bottom + 6 + scrollY}px`;
    };
    for (const reason of document.querySelectorAll("li, td, p, dd")) {
      if (![...reason.children].some((child) => child.matches("sup.ev"))) continue;
      reason.addEventListener("mouseenter", () => show(reason));
      reason.addEventListener("mouseleave", later);
      reason.addEventListener("focusin", () => show(reason));
      reason.addEventListener("focusout", later);
    }
    box.addEventListener("mouseenter", () => clearTimeout(timer));
    box.addEventListener("mouseleave", later);
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  };

  // ---- search in the sources ----
  const search = () => {
    const list = document.querySelector("ol.sources");
    if (!list) return;
    const field = make("input", { type: "search", id: "find-source", autocomplete: "off" });
    const said = make("span", { role: "status" });
    const items = [...list.children];
    field.addEventListener("input", () => {
      const sought = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      for (const item of items) item.hidden = !sought.every((word) => item.textContent.toLowerCase().includes(word));
      const left = items.filter((item) => !item.hidden).length;
      said.textContent = sought.length ? say(words.found, { found: left, all: items.length }) : "";
    });
    list.before(make("div", { class: "controls" }, make("label", { for: "find-source", text: words.find }), field, said));
  };

  for (const part of [theme, settlements, whatif, evidence, search]) part();
})();
