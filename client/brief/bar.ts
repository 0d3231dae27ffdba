/** The bar: what is supposed, each undone alone; the same as a command and as a file; back to the file. */

import { count, NOTHING, type Changes } from "../engine/change.ts";
import { command, handed } from "./address.ts";
import type { Answers } from "../engine/answers.ts";
import { button, filled, make, type Data } from "./data.ts";

export interface Bar { element: HTMLElement; show(changes: Changes, told: string): void }

export function bar(data: Data, change: (changes: Changes) => void): Bar {
  const title = make("b"), list = make("span", { class: "list" }), said = make("div", { class: "res" });
  const line = make("input", { readonly: "", "aria-label": data.say.copy, class: "command" });
  const copy = button(data.say.copy, () => {
    line.select();
    if (document.execCommand("copy")) copy.textContent = data.say.copied;
  });
  const hand = make("a", { download: `${data.file.replace(/\.\w+$/, "")}.changes.yaml` }, data.say.hand);
  const back = button(data.say.back, () => change(NOTHING), { class: "back" });
  const element = make("div", { class: "think-bar", role: "region", "aria-label": data.say.supposed, hidden: "" },
    make("div", {}, title, list, make("span", { class: "act" }, copy, hand, back), said, line));
  said.setAttribute("role", "status");
  const show = (changes: Changes, told: string): void => {
    element.hidden = count(changes) === 0;
    title.textContent = filled(data.say.changes, { n: count(changes) });
    list.replaceChildren(...each(data, changes).map(([name, left]) =>
      make("span", { class: "ch" }, name, " ", button(data.say.undo, () => change(left), { "aria-label": `${data.say.undo}: ${name}` }))));
    said.textContent = told;
    line.value = command(changes, data);
    copy.textContent = data.say.copy;
    hand.href = `data:application/yaml;charset=utf-8,${encodeURIComponent(handed(changes, data))}`;
  };
  return { element, show };
}

/** Every change in words, and the changes without it. */
function each(data: Data, changes: Changes): [string, Changes][] {
  const cut = <T>(record: Record<string, T>, id: string): Record<string, T> =>
    Object.fromEntries(Object.entries(record).filter(([key]) => key !== id));
  return [
    ...Object.entries(changes.facts).map(([id, value]): [string, Changes] =>
      [`${data.facts[id]!} (${value ? data.say.holds : data.say.holdsNot})`, { ...changes, facts: cut(changes.facts, id) }]),
    ...Object.entries(changes.held).map(([id, level]): [string, Changes] =>
      [filled(data.say.hold, { option: data.options[id]!.text, level: data.options[id]!.levels[level]! }), { ...changes, held: cut(changes.held, id) }]),
    ...changes.dropped.map((id): [string, Changes] =>
      [filled(data.say.dropped, { line: data.lines[id]! }), { ...changes, dropped: changes.dropped.filter((one) => one !== id) }]),
    ...Object.entries(changes.moved).map(([id, places]): [string, Changes] =>
      [filled(data.say.moved, { line: data.lines[id]!, places: `${places > 0 ? "↓" : "↑"}${Math.abs(places)}` }), { ...changes, moved: cut(changes.moved, id) }]),
  ];
}

/** What differs from the file, in a sentence or two. */
export function difference(data: Data, now: Answers, before: Answers): string {
  if (!now.possible) return data.say.none;
  const firm = (of: Answers): number => of.ways.filter((way) => way.firmness === "firm").length;
  const told = [filled(data.say.found, {
    firm: firm(now), credible: now.ways.length - firm(now), wasFirm: firm(before), wasCredible: before.ways.length - firm(before),
  })];
  if (!now.fates) told.push(data.say.noStatusQuo);
  else if (before.fates) {
    const other = [...now.fates].filter(([id, fate]) => before.fates!.get(id) !== fate).length;
    told.push(filled(data.say.fares, { n: other }));
  }
  return [...told, data.say.greyed].join(" ");
}
