/** What the page's engine says of a board: the settlements, the drift, the marks of each column, and swaps' effects. */

import { answers, type Answers } from "../engine/answers.ts";
import { cells, type Cells } from "../engine/cells.ts";
import { changed, type Changes, NOTHING } from "../engine/change.ts";
import type { Fate } from "../engine/fate.ts";
import type { Model, State } from "../engine/model.ts";
import { space } from "../engine/space.ts";

export interface Asked { model: Model; states: Record<string, number[]> }
export interface Reckoned { answers: Answers; cells: Record<string, Cells>; took: number }

export function reckon({ model, states }: Asked): Reckoned {
  const start = performance.now(), made = space(model), found = answers(model, made);
  const all = { ...states, ...Object.fromEntries(found.ways.map((way, k) => [`way:${k}`, [...way.state]])) };
  return {
    answers: found,
    cells: Object.fromEntries(Object.entries(all).map(([id, state]) => [id, cells(made, state)])),
    took: performance.now() - start,
  };
}

/** What a change would make otherwise: settlements that go and come, asks that fare otherwise, whether it drifts elsewhere. */
export interface Effect {
  gone: State[]; come: State[]; firmer: State[]; softer: State[];
  fates: { ask: string; was: Fate; is: Fate }[];
  drifts: boolean;
}

export const nothing = (effect: Effect): boolean =>
  !effect.drifts && [effect.gone, effect.come, effect.firmer, effect.softer, effect.fates].every((part) => part.length === 0);

export function effect(model: Model, before: Answers, changes: Partial<Changes>): Effect {
  return between(before, answers(changed(model, { ...NOTHING, ...changes })));
}

export function between(before: Answers, after: Answers): Effect {
  const was = byState(before), is = byState(after);
  const both = [...is.keys()].filter((key) => was.has(key) && was.get(key)!.firmness !== is.get(key)!.firmness);
  return {
    gone: only(was, is), come: only(is, was),
    firmer: both.filter((key) => is.get(key)!.firmness === "firm").map((key) => is.get(key)!.state),
    softer: both.filter((key) => is.get(key)!.firmness !== "firm").map((key) => is.get(key)!.state),
    fates: [...after.fates ?? []].flatMap(([ask, fate]) => {
      const old = before.fates?.get(ask);
      return old && old !== fate ? [{ ask, was: old, is: fate }] : [];
    }),
    drifts: ends(before) !== ends(after),
  };
}

type Ways = Map<string, Answers["ways"][number]>;
const byState = (of: Answers): Ways => new Map(of.ways.map((way) => [way.state.join(), way]));
const only = (of: Ways, other: Ways): State[] => [...of].filter(([key]) => !other.has(key)).map(([, way]) => way.state);

/** Where it drifts, as text; chances to the hundredth, as they are shown. */
const ends = (of: Answers): string =>
  (of.ends ?? []).map((end) => `${Math.round(end.chance * 100)} ${end.states.map((state) => state.join()).sort().join(";")}`).sort().join("|");
