import assert from "node:assert/strict";
import { test } from "node:test";
import { read, written } from "../workbench/address.ts";

const BEGUN = { pane: "board", chosen: null, party: null, why: null, step: null } as const;

test("what is looked at comes back from the address, whatever the ids", () => {
  for (const chosen of [null, "way:0", "if:1"]) {
    for (const [party, why, round] of [[null, null, null], ["us", "ask-1", "round-2"], ["a&b=c", "é#?", "1 + 2"]]) {
      for (const step of [null, 0, 12]) {
        for (const pane of ["board", "priorities"] as const) {
          const place = { pane, chosen, party: party!, why: why!, step };
          assert.deepEqual(read(`#${written(place, round!)}`), { ...place, round });
        }
      }
    }
  }
});

test("the board as it begins has a plain address, and a strange address is the board as it begins", () => {
  assert.equal(written(BEGUN, null), "");
  for (const hash of ["", "#", "#main", "#pane=else&step=x", "#%"]) assert.deepEqual(read(hash), { ...BEGUN, round: null });
});
