/** The brief that thinks: facts, lists and options changed by the reader; what follows from them worked out here. */

import { changed, count, NOTHING, type Changes } from "../engine/change.ts";
import { LIMIT, possible } from "../engine/model.ts";
import { read, written } from "./address.ts";
import { answers, type Answers } from "../engine/answers.ts";
import { bar, difference } from "./bar.ts";
import { filled, make, type Data } from "./data.ts";
import { grey } from "./greyed.ts";
import { cells, kept, outcome, showFate } from "./shown.ts";
import { switches } from "./switches.ts";

function start(data: Data): void {
  const { say, model } = data, place = document.querySelector("#asks") ?? document.querySelector("main header");
  const section = make("section", { id: "think", class: "across", "aria-labelledby": "h-think" }, make("h2", { id: "h-think" }, say.title));
  place?.after(section);
  if (possible(model) > LIMIT) {
    section.append(make("p", { class: "note" }, filled(say.large, { command: `detente whatif ${data.file}` })));
    return;
  }
  const table = new Map([...cells(document)].map(([ask, cell]) => [ask, { cell, file: kept(cell) }]));
  let file: Answers | null = null, turn = 0;
  const found = make("div", { class: "found" });
  const top = bar(data, (changes) => go(changes));
  const panel = switches(data, (changes) => go(changes));

  function show(changes: Changes): void {
    file ??= answers(model);
    const after = changed(model, changes), now = count(changes) ? answers(after) : file;
    found.replaceChildren(...outcome(data, now, after.status_quo));
    for (const [ask, { cell, file: own }] of table) {
      showFate(data, cell, own, now.fates?.get(ask) ?? null, file.fates?.get(ask) ?? null);
    }
    top.show(changes, difference(data, now, file));
  }

  /** Say at once that it was heard; work when the page has been drawn. */
  function suppose(changes: Changes): void {
    const mine = ++turn, supposing = count(changes) > 0;
    panel.show(changes);
    top.show(changes, say.working);
    document.documentElement.classList.toggle("supposing", supposing);
    grey(document, supposing, say.tag);
    setTimeout(() => {
      if (mine !== turn) return;
      try {
        show(changes);
      } catch (fault) {
        found.replaceChildren(make("p", {}, filled(say.unsolved, { fault: (fault as Error).message })));
        for (const { cell, file: own } of table.values()) showFate(data, cell, own, null, count(changes) ? "open" : null);
        top.show(changes, say.unsolved);
      }
    });
  }

  function go(changes: Changes): void {
    const address = written(changes);
    if (address !== location.hash) history.pushState(null, "", address || location.href.split("#")[0]!);
    suppose(changes);
  }

  section.append(make("p", { class: "note" }, say.intro), panel.element, found);
  document.querySelector(".skip")!.after(top.element);
  addEventListener("popstate", () => {
    const changes = read(location.hash, model);
    if (changes || !location.hash) suppose(changes ?? NOTHING);
  });
  suppose(read(location.hash, model) ?? NOTHING);
}

start(JSON.parse(document.getElementById("thinks")!.textContent!) as Data);
