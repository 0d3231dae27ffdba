/** What a reader may change, as values, and the model with all of it changed; the program's what-ifs mean the same. */

import { possibleState } from "./fate.ts";
import type { Expr, Model, Preferences, Priority, State } from "./model.ts";

export interface Changes {
  /** Facts that are otherwise. */
  facts: Record<string, boolean>;
  /** Options held at a level: states without it leave the model, the status quo takes it. */
  held: Record<string, number>;
  /** Lines left out, or a group by its id. */
  dropped: string[];
  /** Lines moved by some places; negative is up, towards more important. */
  moved: Record<string, number>;
}

export const NOTHING: Changes = { facts: {}, held: {}, dropped: [], moved: {} };

/** How many changes there are. */
export const count = (changes: Changes): number =>
  Object.keys(changes.facts).length + Object.keys(changes.held).length + changes.dropped.length + Object.keys(changes.moved).length;

/** The model with all changes made. */
export function changed(model: Model, changes: Changes): Model {
  const facts = withStatusQuo(model, { ...model, circumstances: { ...model.circumstances, ...changes.facts } }, {});
  const fixed = held(facts, changes.held);
  const preferences = Object.fromEntries(
    Object.entries(model.preferences).map(([party, given]) => [party, edited(given, changes)]));
  return { ...fixed, preferences };
}

function held(model: Model, levels: Record<string, number>): Model {
  const parts = Object.entries(levels).map(([option, level]): Expr => ["is", option, level]);
  if (!parts.length) return model;
  const rules = [...model.rules, { id: "held", never: ["not", ["and", ...parts]] as Expr }];
  const status_quo = model.status_quo && at(model, model.status_quo, levels);
  return withStatusQuo(model, { ...model, rules, status_quo }, levels);
}

const at = (model: Model, state: State, levels: Record<string, number>): number[] =>
  state.map((level, place) => levels[model.options[place]!.id] ?? level);

/** Where there was no status quo because nothing done was infeasible: that state, if it is feasible now. */
function withStatusQuo(before: Model, after: Model, levels: Record<string, number>): Model {
  const nothing = before.options.map(() => 0);
  if (before.status_quo || possibleState(before, nothing)) return after;
  const first = at(after, nothing, levels);
  return possibleState(after, first) ? { ...after, status_quo: first } : after;
}

/** A list with lines left out, then moved: sorted by place + m + half the sign of m, stably. */
export function edited(given: Preferences, changes: Pick<Changes, "dropped" | "moved">): Preferences {
  if (!given.priorities) return given;
  const gone = new Set(changes.dropped);
  const kept = given.priorities.flatMap((line): [string, Priority][] => {
    const left = without(line, gone);
    return left ? [[line.id, left]] : [];
  });
  const key = kept.map(([id, line], place) => {
    const by = changes.moved[id] ?? changes.moved[line.id] ?? 0;
    return place + by + Math.sign(by) / 2;
  });
  const order = kept.map((_, place) => place).sort((a, b) => key[a]! - key[b]! || a - b);
  return { ...given, priorities: order.map((place) => kept[place]![1]) };
}

function without(line: Priority, gone: Set<string>): Priority | null {
  if (gone.has(line.id)) return null;
  if ("want" in line) return line;
  const left = line.equally.filter((item) => !gone.has(item.id));
  if (left.length === line.equally.length) return line;
  return left.length > 1 ? { ...line, equally: left } : left[0] ?? null;
}

/** Moves that make one order of ids of another: one line's if one will do, upwards if that will. */
export function moves(before: string[], after: string[]): Record<string, number> {
  const up = (id: string): number => after.indexOf(id) - before.indexOf(id);
  const away = before.filter((id) => up(id) !== 0).sort((a, b) => up(a) - up(b));
  for (const id of away) {
    const rest = before.filter((other) => other !== id), place = after.indexOf(id);
    if ([...rest.slice(0, place), id, ...rest.slice(place)].every((other, k) => other === after[k])) {
      return { [id]: up(id) };
    }
  }
  return Object.fromEntries(away.map((id) => [id, up(id)]));
}

