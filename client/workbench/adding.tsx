/** New entries: a small form over the page; what is filled in goes into the text, as one step that can be undone. */

import { useState } from "preact/hooks";
import { useShared } from "./context.ts";
import type { Board, Change } from "./data.ts";
import { isSwitch } from "./columns.ts";
import { Sheet } from "./sheet.tsx";
import { useStore } from "./store.ts";
import type { Word } from "./words.ts";

/** What is to be added; for an option and a line, of which party. */
export interface Asked { kind: "option" | "want" | "party" | "round"; party: string }

interface Field {
  name: string; label: Word; hint?: Word; required?: boolean;
  /** What can be chosen (a value and how it is called), or what is offered while writing. */
  choices?: [string, string][]; offers?: [string, string][];
}
type Values = Record<string, string>;

/** A button that opens the form, where the text can be changed. */
export function Add({ kind, party = "", of = "" }: { kind: Asked["kind"]; party?: string; of?: string }) {
  const { say, session, place } = useShared();
  const open = (): void => ask({ session, place, say }, { kind, party });
  return <button type="button" class="add-act" aria-label={of ? `${say(TITLES[kind])}: ${of}` : undefined} onClick={open}>+ {say(TITLES[kind])}</button>;
}

const TITLES: Record<Asked["kind"], Word> = { option: "newOption", want: "newLine", party: "newParty", round: "newRound" };

/** Open the form, or say why nothing can be added now. */
export function ask({ session, place, say }: Pick<ReturnType<typeof useShared>, "session" | "place" | "say">, adding: Asked): void {
  const { sound, round } = session.state.now;
  if (sound && !round) place.set({ sheet: "add", adding });
  else session.state.set({ said: say(round ? "roundReads" : "unsoundReads") });
}

export function Adding() {
  const { say, session, place } = useShared(), { board } = useStore(session.state), { adding } = useStore(place);
  const [values, fill] = useState<Values>({}), [refusal, refuse] = useState<{ at: string; why: string } | null>(null), [busy, wait] = useState(false);
  if (!board || !adding) return null;
  const fields = FIELDS[adding.kind](board, adding.party), title = say(TITLES[adding.kind]);
  const whose = board.parties.find((one) => one.id === adding.party)?.name;

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (busy) return;
    wait(true);
    const why = await session.tried(CHANGES[adding!.kind](adding!.party, values));
    wait(false);
    if (why) refuse({ at: (fields.find(({ name }) => values[name] && why.includes(values[name])) ?? fields[0]!).name, why });
    else place.set({ sheet: null, adding: null });
  }

  return (
    <Sheet title={whose ? `${title}: ${whose}` : title}>
      <form class="adding" onSubmit={(event) => void submit(event)}>
        {fields.map((field) => {
          const wrong = refusal?.at === field.name, set = (event: Event): void => fill({ ...values, [field.name]: (event.currentTarget as HTMLInputElement).value });
          const given = { name: field.name, value: values[field.name] ?? "", "aria-invalid": wrong, "aria-describedby": `${field.name}-told` };
          return (
            <p key={field.name}>
              <label><span>{say(field.label)}</span>
                {field.choices
                  ? <select {...given} onChange={set}>{field.choices.map(([value, called]) => <option value={value} key={value}>{called}</option>)}</select>
                  : <input {...given} required={field.required} maxLength={400} autocomplete="off" spellcheck={false} list={field.offers && `${field.name}-offers`} onInput={set} />}
              </label>
              {field.offers && <datalist id={`${field.name}-offers`}>{field.offers.map(([value, called]) => <option value={value} key={value}>{called}</option>)}</datalist>}
              <small id={`${field.name}-told`}>{wrong ? <b class="er" role="alert">{refusal.why}</b> : field.hint && say(field.hint)}</small>
            </p>
          );
        })}
        <p class="acts"><button type="submit" class="main-act" aria-disabled={busy}>{say("addIt")}</button></p>
      </form>
    </Sheet>
  );
}

const FIELDS: Record<Asked["kind"], (board: Board, party: string) => Field[]> = {
  option: (board, party) => [
    { name: "text", label: "optionText", hint: "optionTextHow", required: true },
    { name: "asked_by", label: "askedBy", choices: [["", "–"], ...board.parties.filter((one) => one.id !== party).map((one): [string, string] => [one.id, one.name])] },
    { name: "levels", label: "levels", hint: "levelsHow" },
  ],
  want: (board) => [
    { name: "want", label: "want", hint: "wantHow", required: true, offers: wishes(board) },
    { name: "because", label: "because" },
  ],
  party: () => [
    { name: "name", label: "partyName", required: true },
    { name: "code", label: "partyCode", hint: "partyCodeHow" },
  ],
  round: () => [
    { name: "date", label: "date", hint: "dateHow" },
    { name: "place", label: "place" },
  ],
};

/** The change of the text that a filled form asks for. */
const CHANGES: Record<Asked["kind"], (party: string, values: Values) => Change> = {
  option: (by, { text = "", levels = "", asked_by = "" }) => {
    const named = levels.split(",").map((one) => one.trim()).filter(Boolean);
    return { kind: "option", by, text: text.trim(), levels: named, asked_by };
  },
  want: (party, { want = "", because = "" }) => ({ kind: "want", party, want: want.trim(), because: because.trim() }),
  party: (_, { name = "", code = "" }) => ({ kind: "party", name: name.trim(), code: code.trim() }),
  round: (_, { date = "", place = "" }) => ({ kind: "round", date: date.trim(), place: place.trim() }),
};

/** Plain wishes of every option, as a list has them. */
const wishes = (board: Board): [string, string][] => board.options.flatMap((one): [string, string][] => {
  const levels = one.levels.slice(1).map((level): [string, string] => [`${one.id} is ${/^\w+$/.test(level) ? level : `"${level}"`}`, `${one.text}: ${level}`]);
  return [[one.id, one.text], [`not ${one.id}`, `${one.text}: ${one.levels[0]!}`], ...(isSwitch(one) ? [] : levels)];
});
