/** Two games of the literature (code = c1 + 2 c2; yes: cooperate). */

import type { Model } from "../engine/model.ts";

function game(one: number[], two: number[]): Model {
  return {
    compiled: 1,
    parties: ["one", "two"],
    circumstances: {},
    options: [{ id: "c1", by: "one", levels: 2, direction: "both" }, { id: "c2", by: "two", levels: 2, direction: "both" }],
    rules: [],
    preferences: { one: { ranking: one.map((code) => [code]) }, two: { ranking: two.map((code) => [code]) } },
    asks: [],
    status_quo: [0, 0],
  };
}

export const prisoners = game([2, 3, 0, 1], [1, 3, 0, 2]);
export const chicken = game([2, 3, 1, 0], [1, 3, 2, 0]);
