/** What follows, beside the board: where it can settle and drifts (the page's engine), the rest in the program's words. */

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { page } from "./api.ts";
import type { Answers as Found } from "../engine/answers.ts";
import { letter, programs, SHOWN } from "./columns.ts";
import { useShared } from "./context.ts";
import type { Board } from "./data.ts";
import { Fragment } from "./fragment.tsx";
import { asOf } from "./session.ts";
import { Ring, Tag } from "./marks.tsx";
import { called, consequences, described } from "./phrases.ts";
import { nothing } from "./reckon.ts";
import { useStore } from "./store.ts";
import { Walked } from "./walked.tsx";

export function Answers() {
  const { session, say, place } = useShared(), state = useStore(session.state), { why } = useStore(place);
  const { board, reckoned, sound, working, problems } = state;
  const told = useMemo(() => (board && state.unreckoned ? programs(board) : null), [board, state.unreckoned]);
  const found = reckoned?.answers ?? told;
  const line = problems.find((one) => one.line)?.line;
  return (
    <section class="ans" aria-label={say("answers")} id="answers">
      <header class="ph"><h2>{say("answers")}</h2><p class="lat">{working ? say("working") : reckoned ? say("exact", { ms: Math.max(1, Math.round(reckoned.took)) }) : ""}</p></header>
      {!sound && board && <p class="stale" role="status"><b>{say("stale")}</b> {line ? say("staleLine", { n: line }) : ""}</p>}
      {state.unreckoned && <p class="sub">{say("tooLarge")}</p>}
      {board?.refused.map((one) => <p class="fail" key={one}>{one}</p>)}
      {state.html.headline && !state.round && <Fragment html={state.html.headline} name="headline" stale={working || !sound} />}
      {board && found && <>
        {reckoned && <Changed board={board} found={found} />}
        <Settlements board={board} found={found} />
        <Drift board={board} found={found} />
        {why && <Why key={why} ask={why} board={board} />}
        <Asks board={board} found={found} />
      </>}
    </section>
  );
}

function start(board: Board, session: ReturnType<typeof useShared>["session"]): readonly number[] | null {
  const { model, round } = session.state.now;
  return model ? asOf(model, board, round).status_quo : null;
}

function Changed({ board, found }: { board: Board; found: Found }) {
  const { session, say } = useShared(), { changed } = useStore(session.state);
  if (!changed || nothing(changed)) return null;
  return <div class="chgd" role="status"><b>{say("changedNow")}</b> {consequences(board, changed, found, start(board, session), say).join(" ")}</div>;
}

function Settlements({ board, found }: { board: Board; found: Found }) {
  const { session, say, place } = useShared(), at = useStore(place), answers = found, from = start(board, session);
  const firm = answers.ways.filter((way) => way.firmness === "firm").length, count = answers.ways.length;
  const big = !answers.possible ? say("noStates") : !count ? say("noneSettles") : count === 1 ? say("oneSettles", { firmness: say(answers.ways[0]!.firmness) })
    : say("manySettle", { n: count, firm });
  return (
    <section>
      <h3>{say("whereSettle")}</h3>
      <p class="big">{big}</p>
      <ul class="st-l">
        {answers.ways.slice(0, SHOWN).map((way, k) => (
          <li key={way.state.join()} class={at.chosen === `way:${k}` ? "on" : ""}>
            <Ring letter={letter(k)} />
            <span>{described(board, way.state, from, say)}<small>{say(way.firmness)}{way.count > 1 ? `, ${say("moreOf", { n: way.count - 1 })}` : ""}</small></span>
            <button type="button" class="why" aria-label={`${say("show")} ${letter(k)}`} aria-pressed={at.chosen === `way:${k}`}
              onClick={() => place.set({ column: `way:${k}`, chosen: at.chosen === `way:${k}` ? null : `way:${k}`, pane: "board", panel: "board" })}>{say("show")}</button>
          </li>
        ))}
      </ul>
      {count > SHOWN && <p class="sub">{say("moreWays", { n: count - SHOWN })}</p>}
    </section>
  );
}

function Drift({ board, found }: { board: Board; found: Found }) {
  const { session, say } = useShared(), { ends } = found, from = start(board, session);
  if (!ends) return <section><h3>{say("whereDrift")}</h3><p>{say(board.columns.some((one) => one.kind === "now" && one.state.includes(null)) ? "nowNotKnown" : "noStatusQuo")}</p></section>;
  const told = ends.slice(0, SHOWN).map((end) => {
    const where = end.states.length > 1 ? say("driftsRound", { n: end.states.length }) : called(board, end.states[0]!, found, from, say);
    return ends.length > 1 ? say("driftsShare", { where, share: Math.round(end.chance * 100) }) : say("driftsTo", { where });
  });
  return (
    <section>
      <h3>{say("whereDrift")}</h3>
      {told.map((one) => <p key={one}>{one}</p>)}
      {ends.length > SHOWN && <p class="sub">{say("moreOf", { n: ends.length - SHOWN })}</p>}
      <Walked board={board} found={found} from={from} />
    </section>
  );
}

function Asks({ board, found }: { board: Board; found: Found }) {
  const { say, place } = useShared(), { why } = useStore(place), { fates } = found;
  if (!board.asks.length) return <section><h3>{say("asksFare")}</h3><p class="sub">{say("nothingAsked")}</p></section>;
  return (
    <section>
      <h3>{say("asksFare")}</h3>
      {board.parties.filter((party) => board.asks.some((ask) => ask.by === party.id)).map((party) => (
        <ul class="wishes" key={party.id} aria-label={party.name}>
          {board.asks.filter((ask) => ask.by === party.id).map((ask) => {
            const fate = fates?.get(ask.id);
            return (
              <li key={ask.id} class={fate ?? ""}>
                <Tag code={party.code} /><span><bdi>{ask.text}</bdi><small>{fate ? say(`fate_${fate}`) : ""}</small></span>
                <button type="button" class="why" aria-expanded={why === ask.id} aria-label={`${say("why")} ${ask.text}`}
                  onClick={() => place.set({ why: why === ask.id ? null : ask.id })}>{say("why")}</button>
              </li>
            );
          })}
        </ul>
      ))}
    </section>
  );
}

/** An ask's reason, then what would move it: the program's pages for the two questions. */
function Why({ ask, board }: { ask: string; board: Board }) {
  const { say, place } = useShared(), text = board.asks.find((one) => one.id === ask)?.text ?? ask, box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.scrollIntoView({ block: "nearest" }), [ask]);
  return (
    <section class="open" ref={box}>
      <h3><span>{say("why")} <bdi class="vh">{text}</bdi></span> <button type="button" class="why" onClick={() => place.set({ why: null })}>{say("close")}</button></h3>
      <Asked question="why" parameters={{ ask }} board={board} />
      <h4>{say("whatMoves")}</h4>
      <Asked question="leverage" parameters={{ target: ask }} board={board} />
    </section>
  );
}

function Asked({ question, parameters, board }: { question: string; parameters: unknown; board: Board }) {
  const { session, say } = useShared();
  const [html, put] = useState(""), [fault, fail] = useState("");
  useEffect(() => {
    const stop = new AbortController();
    page(question, session.text.now(), session.state.now.name, parameters, stop.signal).then(put, (error: Error) => { if (!stop.signal.aborted) fail(error.message); });
    return () => stop.abort();
  }, [board]);
  if (fault) return <p class="fail">{fault}</p>;
  return html ? <Fragment html={html} name={question} /> : <p class="sub">{say("loading")}</p>;
}
