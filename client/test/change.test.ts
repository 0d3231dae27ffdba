import assert from "node:assert/strict";
import { test } from "node:test";
import { edited, moves } from "../engine/change.ts";

const list = (ids: string[]) => ({ priorities: ids.map((id) => ({ id, want: true as const })) });
const order = (ids: string[], moved: Record<string, number>) =>
  edited(list(ids), { dropped: [], moved }).priorities!.map((line) => line.id);

test("the moves between any two orders of five lines make the one of the other", () => {
  const ids = ["a", "b", "c", "d", "e"];
  for (const after of permutations(ids)) assert.deepEqual(order(ids, moves(ids, after)), after);
});

test("a line that moved alone is told as one move", () => {
  assert.deepEqual(moves(["a", "b", "c"], ["c", "a", "b"]), { c: -2 });
  assert.deepEqual(moves(["a", "b"], ["a", "b"]), {});
});

function permutations(items: string[]): string[][] {
  return items.length < 2 ? [items] : items.flatMap((item, k) => permutations(items.filter((_, j) => j !== k)).map((rest) => [item, ...rest]));
}
