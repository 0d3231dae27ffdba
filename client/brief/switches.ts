/** The switches: facts, levels of options, the order of lists. Each tells what it did, and shows what the page supposes. */

import { edited, moves, type Changes } from "../engine/change.ts";
import type { Model, Option } from "../engine/model.ts";
import { button, filled, make, type Data } from "./data.ts";

export interface Switches { element: HTMLElement; show(changes: Changes): void }

/** `change` is called with the changes that hold from then on. */
export function switches(data: Data, change: (changes: Changes) => void): Switches {
  let now: Changes;
  const to = (part: Partial<Changes>): void => change({ ...now, ...part });
  const parts = [facts(data, to, () => now), options(data, to, () => now), ...lists(data, to, () => now)];
  return {
    element: make("div", { class: "switches" }, ...parts.map((part) => part.element)),
    show: (changes) => {
      now = changes;
      for (const part of parts) part.show(changes);
    },
  };
}

type To = (part: Partial<Changes>) => void;
type Now = () => Changes;

const without = <T>(record: Record<string, T>, id: string): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => key !== id));

function facts(data: Data, to: To, now: Now): Switches {
  const rows = Object.entries(data.model.circumstances).map(([id, inFile]) => {
    const box = make("input", { type: "checkbox", role: "switch", id: `think-fact-${id}` }), said = make("i");
    box.addEventListener("change", () => {
      const rest = without(now().facts, id);
      to({ facts: box.checked === inFile ? rest : { ...rest, [id]: box.checked } });
    });
    const show = (changes: Changes): void => {
      box.checked = changes.facts[id] ?? inFile;
      const holds = box.checked ? data.say.holds : data.say.holdsNot;
      said.textContent = id in changes.facts ? `${holds}; ${data.say.otherwise}` : holds;
    };
    return { element: make("label", {}, box, make("span", {}, data.facts[id]!), said), show };
  });
  const element = make("div", { class: "facts" }, ...rows.map((row) => row.element));
  return { element, show: (changes) => rows.forEach((row) => row.show(changes)) };
}

function options(data: Data, to: To, now: Now): Switches {
  const rows = data.model.options.map((option, place) => held(data, option, place, to, now));
  const element = make("details", {}, make("summary", {}, data.say.held),
    make("div", { class: "options" }, ...rows.map((row) => row.element)));
  return { element, show: (changes) => rows.forEach((row) => row.show(changes)) };
}

function held(data: Data, option: Option, place: number, to: To, now: Now): Switches {
  const words = data.options[option.id]!, levels = attainable(data.model, option, place);
  const select = make("select", {}, make("option", { value: "" }, data.say.free),
    ...levels.map((level) => make("option", { value: String(level) }, filled(data.say.heldAt, { level: words.levels[level]! }))));
  select.addEventListener("change", () => {
    const rest = without(now().held, option.id);
    to({ held: select.value === "" ? rest : { ...rest, [option.id]: Number(select.value) } });
  });
  const element = make("label", {}, make("span", {}, words.text), select);
  return { element, show: (changes) => { select.value = String(changes.held[option.id] ?? ""); } };
}

/** The levels that the option can go to from the status quo. */
function attainable(model: Model, option: Option, place: number): number[] {
  const from = model.status_quo?.[place];
  return Array.from({ length: option.levels }, (_, level) => level).filter((level) =>
    from === undefined || option.direction === "both" || (option.direction === "forward" ? level >= from : level <= from));
}

function lists(data: Data, to: To, now: Now): Switches[] {
  return data.model.parties.filter((party) => data.model.preferences[party]?.priorities?.length)
    .map((party) => list(data, party, to, now));
}

/** A party's list: each line can stand higher or lower, or be left out. */
function list(data: Data, party: string, to: To, now: Now): Switches {
  const given = data.model.preferences[party]!, ids = given.priorities!.map((line) => line.id);
  const order = (changes: Changes): string[] => edited(given, changes).priorities!.map((line) => line.id);
  const dropped = (changes: Changes): string[] => ids.filter((id) => changes.dropped.includes(id));
  const rearranged = (left: string[], gone: string[]): void => {
    const others = Object.fromEntries(Object.entries(now().moved).filter(([id]) => !ids.includes(id)));
    const kept = ids.filter((id) => !gone.includes(id));
    to({ moved: { ...others, ...moves(kept, left) }, dropped: [...now().dropped.filter((id) => !ids.includes(id)), ...gone] });
  };
  const step = (id: string, by: number): void => {
    const left = order(now()), at = left.indexOf(id), there = at + by;
    if (at < 0 || there < 0 || there >= left.length) return;
    [left[at], left[there]] = [left[there]!, left[at]!];
    rearranged(left, dropped(now()));
  };
  const turn = (id: string): void => {
    const gone = dropped(now()), back = gone.includes(id), left = order(now()).filter((one) => one !== id);
    if (back) left.splice(ids.indexOf(id), 0, id);
    rearranged(left, back ? gone.filter((one) => one !== id) : [...gone, id]);
  };
  const rows = new Map(ids.map((id) => {
    const name = data.lines[id]!, drop = button("", () => turn(id));
    const controls = make("span", { class: "moves" }, button("↑", () => step(id, -1), { "aria-label": `${data.say.up}: ${name}` }),
      button("↓", () => step(id, 1), { "aria-label": `${data.say.down}: ${name}` }), drop);
    return [id, { element: make("li", {}, make("span", {}, name), controls), drop }];
  }));
  const items = make("ol", {}, ...[...rows.values()].map((row) => row.element));
  const show = (changes: Changes): void => {
    const gone = dropped(changes), shown = [...order(changes), ...gone], focus = document.activeElement as HTMLElement | null;
    if (shown.some((id, k) => items.children[k] !== rows.get(id)!.element)) items.append(...shown.map((id) => rows.get(id)!.element));
    if (focus && items.contains(focus)) focus.focus();
    for (const [id, { element, drop }] of rows) {
      element.classList.toggle("gone", gone.includes(id));
      element.classList.toggle("changed", gone.includes(id) || id in changes.moved);
      drop.textContent = gone.includes(id) ? data.say.keep : data.say.drop;
      drop.setAttribute("aria-label", `${drop.textContent}: ${data.lines[id]!}`);
    }
  };
  const summary = make("summary", {}, filled(data.say.list, { party: data.parties[party]! }));
  return { element: make("details", {}, summary, items), show };
}
