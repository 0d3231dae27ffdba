/** What the page shows of answers: the fates in its table, and where it drifts and can settle, in words. */

import type { Fate } from "../engine/fate.ts";
import type { State } from "../engine/model.ts";
import type { Answers } from "../engine/answers.ts";
import { filled, make, type Data } from "./data.ts";

const MARKS: Record<string, { kind: string; letter: string }> = {
  full: { kind: "accepted", letter: "A" }, part: { kind: "partly", letter: "P" }, not: { kind: "refused", letter: "R" },
};
const SHOWN = 9;

/** The cells of the page's table that tell an ask's fate, by ask. */
export function cells(root: ParentNode): Map<string, HTMLElement> {
  return new Map([...root.querySelectorAll<HTMLElement>("tr[data-ask]")].flatMap((row): [string, HTMLElement][] => {
    const cell = row.querySelector<HTMLElement>("td.fate");
    return cell ? [[row.dataset.ask!, cell]] : [];
  }));
}

export interface Kept { nodes: Node[]; name: string }

/** As the cell was in the file. */
export const kept = (cell: HTMLElement): Kept => ({ nodes: [...cell.childNodes], name: cell.className });

/** A fate that is not the file's, with what it was; the file's own cell where it is the same. */
export function showFate(data: Data, cell: HTMLElement, file: Kept, fate: Fate | null, was: Fate | null): void {
  if (fate === was) {
    cell.replaceChildren(...file.nodes);
    cell.className = file.name;
    return;
  }
  const mark = fate ? MARKS[fate] : undefined;
  cell.className = `${mark ? `m fate ${mark.kind}` : "fate"} hot`;
  cell.replaceChildren(...(mark ? drawn(data, mark, fate!) : [make("b", {}, fate ? data.say[fate] : "–")]),
    make("small", { class: "was" }, filled(data.say.was, { fate: was ? MARKS[was]?.letter ?? data.say[was] : "–" })));
}

function drawn(data: Data, mark: { kind: string; letter: string }, fate: Fate): Node[] {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [name, value] of [["class", "g"], ["aria-hidden", "true"], ["viewBox", "0 0 14 14"]]) svg.setAttribute(name!, value!);
  const use = document.createElementNS(svg.namespaceURI, "use");
  use.setAttribute("href", `#g-${mark.kind}`);
  svg.append(use);
  return [svg, make("b", { "aria-hidden": "true" }, mark.letter), make("span", { class: "vh" }, data.say[fate])];
}

/** Where it drifts, and where it can settle. */
export function outcome(data: Data, found: Answers, start: State | null): Node[] {
  if (!found.possible) return [make("p", {}, data.say.none)];
  const ends = found.ends?.map((end) => {
    const told = end.states.length > 1 ? filled(data.say.cycle, { n: end.states.length }) : phrase(data, end.states[0]!, start);
    return found.ends!.length > 1 ? filled(data.say.share, { told, share: Math.round(end.chance * 100) }) : told;
  });
  const ways = found.ways.slice(0, SHOWN).map((way) =>
    `${phrase(data, way.state, start)} (${way.firmness === "firm" ? data.say.firm : data.say.credible})`);
  if (found.ways.length > SHOWN) ways.push(filled(data.say.more, { n: found.ways.length - SHOWN }));
  return [
    make("h3", {}, data.say.drift), listed(ends ?? [data.say.noStatusQuo]),
    make("h3", {}, data.say.settle), listed(ways.length ? ways : [data.say.unsettled]),
    ...(found.whole ? [] : [make("p", { class: "note" }, data.say.firmOnly)]),
  ];
}

const listed = (items: string[]): HTMLElement => make("ul", {}, ...items.map((item) => make("li", { dir: "auto" }, item)));

/** A state by what it changes. */
function phrase(data: Data, state: State, start: State | null): string {
  const other = data.model.options.flatMap((option, k) => (state[k] === (start?.[k] ?? 0) ? [] : [[option.id, state[k]!] as const]));
  return other.map(([id, level], n) => data.options[id]![n ? "phrases" : "starts"][level]!).join("; ") || data.say.statusQuo;
}
