import assert from "node:assert/strict";
import { test } from "node:test";
import { offsetOf, placed, placeOf, type Place } from "../workbench/places.ts";

/** The text up to a place, by its characters one after another. */
function before(text: string, [line, column]: Place): string {
  const lines = text.split("\n").map((one) => [...one]);
  return [...lines.slice(0, line).map((one) => one.join("")), lines[line]!.slice(0, column).join("")].join("\n");
}

const TEXTS = ["", "\n", "plain\ntext\n", "😀", "a😀b𝒜\n𝒜𝒜c\n\n🕊", "é\u2028x\u0085y\n😀z", "\ud800 half\n\udc00"];

test("every place of every text has its offset, and every offset its place", () => {
  for (const text of TEXTS) {
    text.split("\n").forEach((one, line) => {
      for (let column = 0; column <= [...one].length; column++) {
        const offset = offsetOf(text, [line, column]);
        assert.equal(text.slice(0, offset), before(text, [line, column]));
        assert.deepEqual(placeOf(text, offset), [line, column]);
      }
    });
  }
});

test("an offset within a character is before it; a place outside the text is brought inside", () => {
  assert.deepEqual(placeOf("a😀b", 2), [0, 1]);
  assert.equal(offsetOf("a😀\nb", [0, 99]), 3);
  assert.equal(offsetOf("a😀\nb", [9, 0]), 5);
});

test("a mend of the program's replaces in the browser the characters that it names", () => {
  const text = "title: x\n- {because: 😀𝒜, want: pya}\n", line = [...text.split("\n")[1]!], from = line.length - 4;
  const told = { message: "", hint: "", line: 2, mends: [{ from: [1, from] as Place, to: [1, from + 3] as Place, text: "pay" }] };
  const [mend] = placed(text, told).mends!;
  assert.equal(mend!.was, "pya");
  assert.equal(text.slice(0, mend!.from) + mend!.text + text.slice(mend!.to), text.replace("pya", "pay"));
});
