import assert from "node:assert/strict";
import { test } from "node:test";
import { answers } from "../engine/answers.ts";
import { cells } from "../engine/cells.ts";
import { cellOf, stateOf } from "../engine/layout.ts";
import type { Model } from "../engine/model.ts";
import { space } from "../engine/space.ts";
import { changeOf, keyed, stepped } from "../workbench/cells.ts";
import { columns, letter, told, type Shown } from "../workbench/columns.ts";
import type { Board, BoardOption, Stored } from "../workbench/data.ts";
import { difference } from "../workbench/difference.ts";
import type { Engine } from "../workbench/engine.ts";
import { consequences, described } from "../workbench/phrases.ts";
import { between, effect, nothing, reckon } from "../workbench/reckon.ts";
import { Session } from "../workbench/session.ts";
import { speaking } from "../workbench/words.ts";
import { chicken, prisoners } from "./games.ts";

const say = speaking({ nothingChanges: "No conclusion changes.", yes: "yes", no: "no", asNow: "as now" });

const option = (id: string, by: string, levels = ["no", "yes"]): BoardOption => ({
  id, by, text: id, levels, direction: "both", front: "", line: 1,
  told: { starts: levels.map((level) => `${id} (${level})`), phrases: levels.map((level) => `then ${id} (${level})`) },
});

const board = (model: Model, state: number[]): Board => ({
  title: "", as_of: "", round: "", circumstances: [], asks: [], rounds: [], dilemmas: [], refused: [], lists: {},
  parties: model.parties.map((id) => ({ id, name: id, code: id, at_table: true, line: 1 })),
  options: model.options.map((one) => option(one.id, one.by)),
  columns: [{ id: "now", kind: "now", state }, { id: "position:one", kind: "position", party: "one", state: [1, null], whole: [1, 0] }],
});

test("an owner's wish is the best of the levels that it alone can reach, by looking at each", () => {
  for (const model of [prisoners, chicken, random(7), random(8), random(9)]) {
    const made = space(model);
    for (let cell = 0; cell < made.plan.size; cell++) {
      const state = stateOf(made.plan, cell), found = cells(made, state);
      assert.equal(found.possible, made.feasible[cell] === 1);
      if (!found.possible) continue;
      model.options.forEach((one, k) => {
        const axis = made.plan.axes.findIndex((each) => each.party === one.by), rank = (to: number): number =>
          made.ranks[axis]![cellOf(made.plan, state.map((level, n) => (n === k ? to : level)))]!;
        const may = (to: number): boolean => made.feasible[cellOf(made.plan, state.map((level, n) => (n === k ? to : level)))] === 1
          && (one.direction === "both" || (one.direction === "forward") === (to > state[k]!));
        const better = [...Array(one.levels).keys()].filter((to) => to !== state[k] && may(to) && rank(to) > rank(state[k]!));
        assert.equal(found.rather[k] !== 0, better.length > 0);
        if (better.length) assert.ok(better.some((to) => rank(to) === Math.max(...better.map(rank)) && Math.sign(to - state[k]!) === found.rather[k]));
      });
    }
  }
});

test("a level is fixed where the rules forbid every other", () => {
  const model: Model = { ...prisoners, rules: [{ id: "together", never: ["not", ["iff", ["is", "c1", 1], ["is", "c2", 1]]] }] };
  const found = cells(space(model), [0, 0]);
  assert.deepEqual(found.fixed, [true, true]);
  assert.equal(cells(space(model), [1, 0]).possible, false);
});

test("the difference of two texts is the smallest stretch, and puts the one in place of the other", () => {
  const pairs = [["", ""], ["a", "a"], ["abc", "axc"], ["aa", "aaa"], ["aaa", "aa"], ["", "x"], ["x", ""], ["abab", "ab"], ["one\ntwo", "one\ntwo\n"]] as const;
  for (const [before, after] of pairs) {
    const change = difference(before, after);
    assert.equal(change ? before.slice(0, change.from) + change.insert + before.slice(change.to) : before, after);
    if (before === after) assert.equal(change, null);
  }
});

test("arrows stay on the board, and turn about where it is read from the right", () => {
  assert.deepEqual(stepped("ArrowRight", 0, 0, 3, 2, false), { row: 0, column: 1 });
  assert.deepEqual(stepped("ArrowRight", 0, 1, 3, 2, false), { row: 0, column: 1 });
  assert.deepEqual(stepped("ArrowLeft", 1, 0, 3, 2, true), { row: 1, column: 1 });
  assert.deepEqual(stepped("End", 2, 0, 3, 5, false), { row: 2, column: 4 });
  assert.equal(stepped("x", 0, 0, 3, 2, false), null);
});

test("keys mean levels: Y the last, N the first, a digit its own, a dash none", () => {
  const three = option("o", "one", ["none", "some", "all"]);
  assert.deepEqual(["y", "N", "2", "-", "+"].map((key) => keyed(key, three, 0)), [2, 0, 1, null, 1]);
  assert.equal(keyed("4", three, 0), undefined);
  assert.equal(keyed("q", three, 0), undefined);
});

test("a cell's change names levels; what follows from others, and an own option left open, has none", () => {
  const at = (kind: Shown["kind"]): Shown => ({ id: kind, kind, party: "one", state: [], marks: kind });
  assert.deepEqual(changeOf(option("a", "one"), at("now"), 1), { kind: "status_quo", option: "a", level: "yes" });
  assert.deepEqual(changeOf(option("b", "two"), at("position"), null), { kind: "position", party: "one", option: "b", level: null });
  assert.equal(changeOf(option("a", "one"), at("position"), null), null);
  assert.equal(changeOf(option("a", "one"), at("settlement"), 1), null);
  assert.equal(changeOf(option("a", "one"), at("now"), null), null);
});

test("settlements of the page's engine are lettered beside the program's columns", () => {
  const here = board(chicken, [0, 0]), found = reckon({ model: chicken, states: {} });
  const { shown, more } = columns(here, found.answers, null);
  assert.deepEqual(shown.map((one) => one.letter ?? one.id), ["now", "position:one", "A", "B"]);
  assert.equal(more, 0);
  assert.ok(found.cells["way:0"]!.possible);
  assert.deepEqual([0, 25, 26, 27, 701, 702].map(letter), ["A", "Z", "AA", "AB", "ZZ", "AAA"]);
});

test("a change foreseen is the change made: the status quo moves on board and model alike", () => {
  const here = board(prisoners, [0, 0]), after = told(here, prisoners, { kind: "status_quo", option: "c2", level: "yes" })!;
  assert.deepEqual(after.board.columns[0]!.state, [0, 1]);
  assert.deepEqual(after.model.status_quo, [0, 1]);
  assert.deepEqual(here.columns[0]!.state, [0, 0]);
});

test("an effect is what differs between the answers before and after, and nothing where nothing does", () => {
  const before = answers(prisoners);
  assert.ok(nothing(between(before, before)));
  assert.ok(nothing(effect(prisoners, before, {})));
  const other = between(before, answers(chicken));
  assert.ok(other.gone.length + other.come.length > 0 && !nothing(other));
  assert.deepEqual(consequences(board(prisoners, [0, 0]), between(before, before), before, [0, 0], say), ["No conclusion changes."]);
});

test("a state is told by what differs from the status quo", () => {
  const here = board(prisoners, [0, 0]);
  assert.equal(described(here, [0, 1], [0, 0], say), "c2 (yes)");
  assert.equal(described(here, [1, 1], [0, 0], say), "c1 (yes); then c2 (yes)");
  assert.equal(described(here, [0, 0], [0, 0], say), "as now");
});

/** A small model with three levels, a one-way option and a rule; its ranks by a fixed row of numbers. */
function random(seed: number): Model {
  let now = seed;
  const next = (most: number): number => (now = (now * 48271) % 2147483647) % most;
  const codes = [...Array(12).keys()], ranked = (): number[][] => codes.map((code) => [next(1000), code]).sort((a, b) => a[0]! - b[0]!).map(([, code]) => [code!]);
  return {
    ...prisoners,
    options: [{ id: "c1", by: "one", levels: 3, direction: "both" }, { id: "c2", by: "two", levels: 2, direction: "forward" }, { id: "c3", by: "two", levels: 2, direction: "both" }],
    rules: [{ id: "r", never: ["and", ["is", "c1", 2], ["is", "c3", 1]] }],
    preferences: { one: { ranking: ranked() }, two: { ranking: ranked() } }, status_quo: [0, 0, 0],
  };
}

test("an edit that the text outruns says so, and writes nothing", async () => {
  const [fetched, page] = [globalThis.fetch, (globalThis as { document?: unknown }).document];
  const answered = { text: "written", from: 1, to: 1, problems: [], board: null, compiled: null, sound: false };
  globalThis.fetch = () => Promise.resolve(new Response(JSON.stringify(answered)));
  (globalThis as { document?: unknown }).document = { documentElement: { lang: "en" } };
  const stored = { name: "talks", text: "a", digest: "", draft: null } as unknown as Stored;
  const session = new Session(stored, {} as Engine, (word) => word);
  let typed = 0;
  session.text = { now: () => `typing ${typed++}`, become: () => assert.fail("nothing is written over what is being typed") };
  assert.equal(await session.tried({ kind: "fact", circumstance: "storm", now: true }), "keptMoving");
  [globalThis.fetch, (globalThis as { document?: unknown }).document] = [fetched, page];
});
