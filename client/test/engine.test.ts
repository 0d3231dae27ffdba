import assert from "node:assert/strict";
import { test } from "node:test";
import { check } from "../engine/model.ts";
import { answers } from "../conform/answers.ts";
import { chicken, prisoners } from "./games.ts";

test("both prisoners confess in the one Nash equilibrium, and cooperation is credible", () => {
  const { equilibria } = answers(prisoners) as { equilibria: Record<string, number[]> };
  assert.deepEqual(equilibria, { nash: [0], sseq: [0, 3], seq: [0, 3], smr: [0, 3], gmr: [0, 3] });
});

test("one of the two swerves in Chicken", () => {
  const { equilibria } = answers(chicken) as { equilibria: Record<string, number[]> };
  assert.deepEqual(equilibria.nash, [1, 2]);
});

test("a model of another version is refused by name", () => {
  assert.throws(() => check({ ...prisoners, compiled: 2 }), /version 2; this engine reads 1/);
});
