/** The head of the page: the dialogue, where it is kept, the tools; circumstances and rounds under it. */

import { useState } from "preact/hooks";
import { Add } from "./adding.tsx";
import { useShared, type Pane } from "./context.ts";
import { number } from "./heads.tsx";
import { useStore } from "./store.ts";

/** The other pages of the dialogue. */
const PAGES = [["ask", "questions"], ["interview", "interview"], ["versions", "versions"]] as const;

export function Top() {
  const { session, say, place, editor } = useShared(), { name, board } = useStore(session.state), { steps, pane } = useStore(place);
  const tab = (which: Pane) => <button type="button" aria-pressed={pane === which} onClick={() => place.set({ pane: which })}>{say(which)}</button>;
  return (
    <header class="wb-top">
      <p class="wb-brand"><a href="/">Détente</a></p>
      <h1 class="wb-file"><bdi title={name}>{board?.title || name}</bdi><Kept /></h1>
      <nav class="wb-tools" aria-label={say("tools")}>
        {tab("board")}{tab("priorities")}
        <button type="button" disabled={!steps.undo} onClick={() => editor()?.undo()}>{say("undo")}<kbd>Ctrl Z</kbd></button>
        <button type="button" disabled={!steps.redo} onClick={() => editor()?.redo()}>{say("redo")}</button>
        <button type="button" onClick={() => editor()?.find()} class="roomy">{say("find")}<kbd>/</kbd></button>
        <button type="button" onClick={() => place.set({ sheet: "keys" })} aria-label={say("keys")}><kbd>?</kbd></button>
        <button type="button" onClick={() => void session.save()} class="save">{say("save")}<kbd>Ctrl S</kbd></button>
        {PAGES.map(([page, word]) => <a class="page" key={page} href={`/d/${encodeURIComponent(name)}/${page}`}>{say(word)}</a>)}
        <a class="page" href={`/compare?before=${encodeURIComponent(name)}`}>{say("compare")}</a>
        <a class="main-act" href={`/d/${encodeURIComponent(name)}/brief`}>{say("brief")}</a>
      </nav>
    </header>
  );
}

function Kept() {
  const { session, say } = useShared(), { kept, stored, failure } = useStore(session.state);
  const version = stored.number ? `${say("version", { n: stored.number })}, ` : "";
  const said = { saved: version + say("saved"), saving: say("saving"), draft: say("draftKept"), unsaved: say("unsaved"), failed: say("notSaved", { why: failure }) }[kept];
  return <span class={`kept ${kept}`} role="status">{said}</span>;
}

/** What the reader must decide or may want to know, under the head: drafts found, another's change, refusals. */
export function Notices() {
  const { session, say, place } = useShared(), state = useStore(session.state);
  return (
    <div class="notices">
      {state.theirs && (
        <p class="chgd" role="alert"><b>{say("savedMeanwhile", { who: state.theirs.by || say("someone"), version: state.theirs.version })}</b>{" "}
          <button type="button" class="why" onClick={() => place.set({ sheet: "merge" })}>{say("compare")}</button></p>
      )}
      {state.draftFound && (
        <p class="chgd" role="status">{say("draftBack")} <button type="button" class="why" onClick={() => session.backToFile()}>{say("dropDraft")}</button>{" "}
          <button type="button" class="why" onClick={() => session.state.set({ draftFound: false })}>{say("close")}</button></p>
      )}
      {state.said && (
        <p class="fail" role="alert">{state.said} <button type="button" class="why" onClick={() => session.state.set({ said: "" })}>{say("close")}</button></p>
      )}
      <p class="phone">{say("phone")}</p>
    </div>
  );
}

export function Circumstances() {
  const { session, say } = useShared(), { board, file, round, sound } = useStore(session.state);
  if (!board?.circumstances.length) return null;
  const meeting = board.rounds.find((one) => one.id === round);
  const facts = board.circumstances.map((fact) => ({ fact, now: meeting?.facts?.[fact.id] ?? fact.now, stored: file?.circumstances.find((one) => one.id === fact.id)?.now }));
  const changed = !meeting && facts.some((one) => one.stored !== undefined && one.stored !== one.now);
  return (
    <section class="wb-bar" aria-label={say("circumstances")}>
      <h2>{say("circumstances")}</h2>
      <ul class="circ">
        {facts.map(({ fact, now, stored }) => {
          const other = !meeting && stored !== undefined && stored !== now;
          return (
            <li key={fact.id}>
              <button type="button" class={`sw${other ? " wif" : ""}`} role="switch" aria-checked={now} aria-disabled={!!meeting || !sound}
                onClick={() => { if (!meeting && sound) void session.change({ kind: "fact", circumstance: fact.id, now: !now }); }}>
                <span class="tr"><span class="kn" /></span>
                <span class="tx"><b><bdi>{fact.text}</bdi></b> <span class="word">{say(now ? "yes" : "no")}</span>
                  <small>{other ? say("fileSays", { value: say(stored ? "yes" : "no") }) : fact.chance?.band ?? ""}</small></span>
              </button>
            </li>
          );
        })}
      </ul>
      <p class="wi">{changed ? <button type="button" class="why" onClick={() => facts.filter((one) => one.stored !== undefined && one.stored !== one.now)
        .forEach((one) => void session.change({ kind: "fact", circumstance: one.fact.id, now: one.stored! }))}>{say("backToFile")}</button> : say("asInFile")}</p>
    </section>
  );
}

export function Rounds() {
  const { session, say } = useShared(), { board, round, name } = useStore(session.state), [events, show] = useState("");
  if (!board) return null;
  const last = board.rounds[board.rounds.length - 1]?.id, opened = board.rounds.find((one) => one.id === events)?.events ?? [];
  return (
    <section class="wb-bar rb" aria-label={say("rounds")}>
      <h2><a href={`/d/${encodeURIComponent(name)}/ask/rounds`}>{say("rounds")}</a></h2>
      <ol class={board.rounds.length ? "rnd" : "rnd none"}>
        {!board.rounds.length && <li class="sub">{say("noRound")}</li>}
        {board.rounds.map((one) => {
          const on = (round ?? last) === one.id;
          return (
            <li class={`rd${on ? " on" : ""}`} key={one.id}>
              <button type="button" aria-current={on ? "step" : undefined} onClick={() => session.look(one.id === last ? null : one.id)}>
                <span class="dot" />{number(board, one.id)}<small><bdi>{[one.title || one.place, month(one.date)].filter(Boolean).join(", ")}</bdi></small>
              </button>
              {one.events.length > 0 && (
                <button type="button" class="ev" aria-expanded={events === one.id} onClick={() => show(events === one.id ? "" : one.id)}>
                  <span aria-hidden="true">{"|".repeat(Math.min(one.events.length, 9))}</span><span class="vh">{number(board, one.id)}: {say("events", { n: one.events.length })}</span>
                </button>
              )}
            </li>
          );
        })}
      </ol>
      {opened.length > 0 && <ul class="evs">{opened.map((one) => <li key={one.date + one.text}>{day(one.date)} <bdi>{one.text}</bdi></li>)}</ul>}
      <p class="wi">{round ? <button type="button" class="why" onClick={() => session.look(null)}>{say("backToNow")}</button> : <Add kind="round" />}</p>
    </section>
  );
}

/** A day as written, in the page's language. */
function day(date: string): string {
  const at = Date.parse(date);
  return /^\d{4}-\d{2}-\d{2}$/.test(date) && at ? new Intl.DateTimeFormat(document.documentElement.lang || "en", { day: "numeric", month: "short", timeZone: "UTC" }).format(at) : month(date);
}

/** The month that a date as written begins in ("2010-10-20/22"), in the page's language. */
function month(date: string): string {
  const [, year, of] = /^(\d{4})-(\d{2})/.exec(date) ?? [];
  if (!year) return date;
  return new Intl.DateTimeFormat(document.documentElement.lang || "en", { month: "short", year: "numeric", timeZone: "UTC" }).format(Date.UTC(Number(year), Number(of) - 1));
}
