/** The way that it drifts, drawn: now, step by step, the end. A step that is chosen stands as a column on the board. */

import { useEffect, useState } from "preact/hooks";
import type { Answers } from "../engine/answers.ts";
import type { State } from "../engine/model.ts";
import { useShared } from "./context.ts";
import type { Board } from "./data.ts";
import { called, described } from "./phrases.ts";
import { useStore } from "./store.ts";

const BEAT = 1200;

export function Walked({ board, found, from }: { board: Board; found: Answers; from: State | null }) {
  const { say, place } = useShared(), { step } = useStore(place), { walk } = found, [playing, play] = useState(false);
  useEffect(() => {
    if (!playing) return undefined;
    const next = setTimeout(() => {
      const now = (place.now.step ?? -1) + 1;
      if (now >= walk.length) play(false);
      else place.set({ step: now });
    }, BEAT);
    return () => clearTimeout(next);
  }, [playing, step]);
  useEffect(() => { if (place.now.step !== null) place.set({ step: null }); }, [walk]);
  if (!walk.length || !from) return null;

  const go = (to: number): void => place.set({ step: to < 0 ? null : Math.min(to, walk.length - 1), pane: "board" });
  const key = (event: KeyboardEvent): void => {
    const by = ({ ArrowRight: 1, ArrowLeft: -1 } as Record<string, number>)[event.key];
    if (!by) return;
    event.preventDefault();
    go((step ?? -1) + (getComputedStyle(event.currentTarget as Element).direction === "rtl" ? -by : by));
  };
  const before = (k: number): State => (k === 0 ? from : walk[k - 1]!.state);
  return (
    <figure class="path" aria-label={say("wayOf", { n: walk.length })}>
      <div role="group" onKeyDown={key}>
        <button type="button" class="nd" aria-pressed={step === null} onClick={() => go(-1)}><span class="vh">{say("now")}</span></button>
        {walk.map((one, k) => {
          const code = board.parties.find((party) => party.id === one.by)?.code ?? one.by, last = k === walk.length - 1;
          const end = last ? called(board, one.state, found, from, say) : "";
          return [
            <span class="way" key={`w${k}`} aria-hidden="true"><span class="code">{code}</span></span>,
            <button type="button" key={k} class={`nd${end.length === 1 ? " letter" : ""}`} aria-pressed={step === k} onClick={() => go(k)}>
              {end.length === 1 ? end : ""}<span class="vh"> {code}: {described(board, one.state, before(k), say)}</span>
            </button>,
          ];
        })}
        <button type="button" class="why" onClick={() => { place.set({ step: null, pane: "board" }); play(true); }}>{say("play")}</button>
      </div>
      <figcaption><span role="status">{step === null ? say("wayOf", { n: walk.length }) : `${step + 1}. ${board.parties.find((party) => party.id === walk[step]!.by)?.name ?? ""}: ${described(board, walk[step]!.state, before(step), say)}`}</span></figcaption>
    </figure>
  );
}
