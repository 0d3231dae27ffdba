/** The text beside the board, and what binds the two: the lit lines, the row under the cursor. */

import { useEffect, useRef } from "preact/hooks";
import { complete, hover } from "./api.ts";
import { useShared } from "./context.ts";
import type { Board, Span } from "./data.ts";
import { Editor } from "./editor.ts";
import { useStore } from "./store.ts";

export function TextPane({ text, made }: { text: string; made(editor: Editor): void }) {
  const { session, say, place, editor } = useShared(), { problems, option, board, sound, touched, name } = useStore(session.state), { panel } = useStore(place);
  const host = useRef<HTMLDivElement>(null), byText = useRef(false);

  useEffect(() => {
    const one = new Editor(host.current!, text, say, {
      changed(atOnce) {
        place.set({ steps: one.steps() });
        session.typed(atOnce);
      },
      moved(line) {
        const row = rowAt(session.state.now.board, line);
        byText.current = row !== null;
        if (row !== null) session.state.set({ option: row });
      },
      complete,
      async hover(whole, offset) {
        const found = await hover(whole, offset);
        return found ? [found.text, found.more.join(", "), found.sentence].filter(Boolean).join("\n") : "";
      },
    });
    made(one);
    return () => one.view.destroy();
  }, []);

  useEffect(() => editor()?.tell(problems), [problems]);
  const lines = (): Span[] => {
    const row = board?.options.find((one) => one.id === option);
    return row ? [...(row.span ? [row.span] : []), ...(row.mentions ?? [])] : [];
  };
  useEffect(() => editor()?.light([...(touched ? [touched] : []), ...lines()], false), [board]);
  useEffect(() => {
    editor()?.light(lines(), !byText.current);
    byText.current = false;
  }, [option]);
  useEffect(() => {
    if (touched) editor()?.light([touched, ...lines()], true);
  }, [touched]);
  useEffect(() => {
    if (panel !== "text") return;
    const row = board?.options.find((one) => one.id === option);
    if (row?.span) editor()?.go(row.span[0]);
  }, [panel]);

  const wrong = problems.filter((one) => one.severity !== "warning").length;
  return (
    <section class="txt" aria-label={say("text")} id="text">
      <header class="ph"><h2>{say("text")}</h2><a class="why" href={`/read?into=${encodeURIComponent(name)}`}>{say("readText")}</a><p class="lat" role="status">{wrong ? <button type="button" class="er" onClick={() => { const line = problems.find((one) => one.severity !== "warning")?.line; if (line) editor()?.go(line); }}>{say(wrong === 1 ? "mistake" : "mistakes", { n: wrong })}</button> : sound ? say("noMistake") : ""}</p></header>
      <div class="ed" ref={host} />
    </section>
  );
}

/** The option whose entry, or else whose mention, a line lies in; null where it is about none. */
export function rowAt(board: Board | null, line: number): string | null {
  const inside = (span: Span | undefined): boolean => !!span && span[0] <= line && line <= span[1];
  const own = board?.options.find((one) => inside(one.span));
  const named = own ?? board?.options.find((one) => one.mentions?.some(inside));
  return named?.id ?? null;
}
