/** The engine beside the page: one question after another; a newer one of its kind makes an older one pointless. */

import type { Changes } from "../engine/change.ts";
import type { Model } from "../engine/model.ts";
import { effect, reckon, type Asked } from "./reckon.ts";
import { answers, type Answers } from "../engine/answers.ts";

export type Question = { id: number } & ({ kind: "reckon"; asked: Asked } | { kind: "effect"; model: Model; changes: Partial<Changes> });

let last: { model: string; answers: Answers } | null = null;

/** The answers before any change, kept for the swaps that are asked about one after the other. */
function before(model: Model): Answers {
  const key = JSON.stringify(model);
  if (last?.model !== key) last = { model: key, answers: answers(model) };
  return last.answers;
}

addEventListener("message", ({ data }: MessageEvent<Question>) => {
  try {
    const answer = data.kind === "reckon" ? reckon(data.asked) : effect(data.model, before(data.model), data.changes);
    postMessage({ id: data.id, answer });
  } catch (fault) {
    postMessage({ id: data.id, fault: (fault as Error).message });
  }
});
