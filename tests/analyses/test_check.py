"""Warnings: one small dialogue for each code, and the look at states against a literal reading of it."""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

import detente
from detente.analyses import check as checking
from detente.analyses.check import CODES, Checked
from detente.errors import InputError
from detente.formats import Notice, load, parse
from detente.methods.soundness import states
from detente.model.dialogue import Dialogue, Equally, Priority
from detente.model.expression import holds, unparse

TWO = "parties: {a: {}, b: {}}\noptions: {x: {by: a}, y: {by: b}}\n"
WANTS = "priorities: {a: [x, y], b: [y, x]}\n"


MODELLING = {"restless-status-quo", "rule-bars-a-step", "unless-or-iff", "one-name", "inferred-lines"}
"""Codes with tests of their own (`test_modelling.py`): small dialogues have them for no fault of theirs."""


def check(dialogue: Dialogue, *, notices: Iterable[Notice] | None = None) -> Checked:
    whole = checking.check(dialogue, notices=notices)
    return replace(whole, warnings=tuple(w for w in whole.warnings if w.code not in MODELLING))


def found(text: str) -> set[tuple[str, str]]:
    return {(w.code, w.at) for w in check(parse(text)).warnings if w.code != "no-evidence"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TWO + WANTS, set()),
        (TWO + WANTS + "rules: [{id: one, never: x and y}, {id: two, never: y and x}]", {("idle-rule", "two")}),
        (TWO + WANTS + "rules: [{id: narrow, never: x and y}, {id: wide, never: x}]",
         {("idle-rule", "narrow"), ("fixed-option", "x"), ("idle-party", "a"), ("always-false", "a.x"),
          ("always-false", "b.x")}),
        (TWO + "priorities: {a: [x or not x, x, y], b: [y, x and not x]}",
         {("always-true", "a.x-or-not-x"), ("always-false", "b.x-and-not-x")}),
        (TWO + "priorities: {a: [x, y, x iff y, x and y], b: [x, y]}",
         {("never-decides", "a.x-iff-y"), ("never-decides", "a.x-and-y")}),
        (TWO + "priorities: {a: [x and y, x or y, x], b: [y, x]}", set()),
        (TWO + "priorities: {a: [{id: g, equally: [x, y]}, x or y, x], b: [y, x]}", {("never-decides", "a.x-or-y")}),
        (TWO + "priorities: {a: [x, y, {id: g, equally: [x, y]}], b: [y, x]}", {("never-decides", "g")}),
        (TWO + "weights: {a: {x: 2, y or not y: 1, y: 1}, b: {y: 1, x: 1}}", {("always-true", "a")}),
        ("parties: {a: {}, b: {}, c: {}}\noptions: {x: {by: a}, y: {by: b}}\n" + WANTS, {("idle-party", "c")}),
        (TWO + "priorities: {a: [x, y]}", {("indifferent-party", "b"), ("free-deterrent", "y")}),
        ("parties: {a: {}, b: {}}\noptions: {x: {by: a}, y: {by: b}, z: {by: b}}\n" + WANTS,
         {("unmentioned-option", "z")}),
        (TWO + "priorities: {a: [x, y], b: [x]}", {("free-deterrent", "y")}),
        (TWO + "priorities: {a: [x, y]}\nranking: {b: [[0, 2], [1, 3]]}", {("free-deterrent", "y")}),
        (TWO + "priorities: {a: [x, y]}\nranking: {b: [0, 2, [1, 3]]}", set()),
        (TWO + WANTS + "circumstances: {dry: {}, wet: {}}\nrules: [{id: r, never: x and y and dry}]",
         {("unused-circumstance", "wet")}),
        (TWO + "circumstances: {dry: {}}\npriorities: {a: [x, y, dry], b: [y, x]}", {("never-decides", "a.dry")}),
        (TWO + "circumstances: {dry: {}}\npriorities: {a: [x or dry, y], b: [y, x]}", set()),
        # True now, but not if it rains: no warning, since warnings hold under all values of the circumstances.
        (TWO + WANTS + "circumstances: {dry: {now: true}}\nrules: [{id: r, never: x and dry}]", set()),
        (TWO + "circumstances: {dry: {now: true}}\nrules: [{id: r, never: x and dry}]\n"
         "priorities: {b: [y, x]}\nranking: {a: [0, 2]}", {("unranked-states", "a")}),  # none differ in x
        (TWO + WANTS + "asks: {k: {of: a, by: b, that: x and y}}", {("ask-not-controlled", "k")}),
        (TWO + WANTS + "asks: {k: {of: a, by: b, that: true}}", {("ask-not-controlled", "k"), ("ask-always-met", "k")}),
        (TWO + WANTS + "asks: {k: {of: a, by: b, that: x and not x}}", {("ask-never-met", "k")}),
        (TWO + WANTS + "views: [{id: v, who: a, of: b, move: {b.y: -1}}]", {("idle-view", "v")}),
        (TWO + WANTS + "views: [{id: v, who: a, of: b, add: [{id: s, want: true}]}]", {("always-true", "s")}),
        (TWO + WANTS + "rounds: [{id: r1, date: 2010-07}, {id: r2, date: 2010-03-24}]", {("round-order", "r2")}),
        (TWO + WANTS + "rounds: [{id: r1, date: 2010-07}, {id: r2, date: 2010}, {id: r3, date: 2010-08-01}]", set()),
        (TWO + WANTS + "asks: {k: {of: a, by: b, that: x}, l: {of: b, by: a, that: y}}\n"
         "rounds: [{id: r, tabled: [k], answers: {l: refused}}]", {("not-tabled", "l")}),
        (TWO + WANTS + "asks: {k: {of: a, by: b, that: x}}\nrounds: [{answers: {k: accepted}}]",
         {("status-quo-and-answer", "k")}),
        (TWO + WANTS + "asks: {k: {of: a, by: b, that: x}}\nrounds: [{answers: {k: accepted}}]\n"
         "commitments: {c: {by: a, to: b, does: x}}", set()),
        (TWO + WANTS + "asks: {k: {of: a, by: b, that: x}}\n"
         "rounds: [{answers: {k: accepted}}, {answers: {k: refused}}]", set()),
        (TWO + WANTS + "asks: {k: {of: a, by: b, that: x}}\nstatus_quo: {x: yes}\nrounds: [{answers: {k: refused}}]",
         {("status-quo-and-answer", "k")}),
        (TWO + WANTS + "commitments: {c: {by: a, to: b, does: x, status: {state: kept}}}",
         {("status-quo-and-commitment", "c")}),
        (TWO + WANTS + "silence: [{code: idle-party, at: a, because: it is not}]", {("unused-silence", "a")}),
    ],
)
def test_each_code(text: str, expected: set[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_a_level_granted_is_compared_with_the_level_that_stands() -> None:
    text = """
parties: {a: {}, b: {}}
options: {x: {by: a, levels: [none, half, full], asked_by: b}, y: {by: b}}
priorities: {a: [x >= half, x is full, y], b: [y, x]}
rounds: [{answers: {x: {answer: partly, granted: half}}}]
status_quo: {x: %s}
"""
    assert found(text % "none") == {("status-quo-and-answer", "x")}
    assert found(text % "half") == found(text % "full") == set()


def test_evidence_is_asked_for_and_inherited() -> None:
    text = """
sources: {s: {title: Source}}
parties: {a: {}, b: {}}
options: {x: {by: a, evidence: s p. 1}, y: {by: b}}
rules: [{id: r, never: x and y, basis: assumed}]
priorities: {a: [{id: from-x, want: x}, {id: from-y, want: y}], b: [{id: own, want: y, evidence: s}, {id: no, want: x}]}
"""
    result = check(parse(text))
    assert [(w.code, w.at, w.line) for w in result.warnings] == [("no-evidence", "y", 4), ("no-evidence", "from-y", 6)]
    assert result.inherited == ("from-x", "no")


def test_a_file_that_cites_nothing_gets_one_warning() -> None:
    assert [(w.code, w.at) for w in check(parse(TWO + WANTS)).warnings] == [("no-evidence", "")]


def test_silence_keeps_the_reason() -> None:
    text = "parties: {a: {}, b: {}, c: {}, d: {}}\noptions: {x: {by: a}, y: {by: b}}\n" + WANTS
    both = "silence: [{code: idle-party, at: c, because: kept out}, {code: no-evidence, because: game}]"
    one = check(parse(text + both))
    assert [(w.code, w.at) for w in one.warnings] == [("idle-party", "d")]
    assert [(w.code, w.because) for w in one.silenced] == [("no-evidence", "game"), ("idle-party", "kept out")]
    every = check(parse(text + "silence: [{code: idle-party, because: kept out}]"))
    assert {w.code for w in every.warnings} == {"no-evidence"}
    assert [w.at for w in every.silenced] == ["c", "d"]


def test_notices_of_the_reader_are_warnings_too() -> None:
    silence = "silence: [{code: cut-by-comment, because: meant so}, {code: no-evidence, because: game}]"
    notices = [Notice(code="cut-by-comment", message="cut", line=3), Notice(code="not-carried", message="left", line=1)]
    result = check(parse(TWO + WANTS + silence), notices=notices)
    assert [(w.code, w.about["message"], w.line) for w in result.warnings] == [("not-carried", "left", 1)]
    assert [w.code for w in result.silenced] == ["no-evidence", "cut-by-comment"]


def test_too_many_states_are_skipped_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    dialogue = parse(TWO + "priorities: {a: [x iff y], b: [y, x]}\nrules: [{id: r, never: x and y}]")
    monkeypatch.setattr(states, "MAX_CELLS", 1)
    assert set(check(dialogue).skipped) >= {"r", "a.x-iff-y"}


def test_many_options_take_no_time() -> None:
    options = ", ".join(f"o{i}: {{by: {'ab'[i % 2]}}}" for i in range(24))
    wants = ", ".join(f"o{i} iff o{i + 1}" for i in range(12))
    result = check(parse(f"parties: {{a: {{}}, b: {{}}}}\noptions: {{{options}}}\n"
                         f"priorities: {{a: [{wants}, o0 iff o12]}}"))
    assert ("never-decides", "a.o0-iff-o12") in {(w.code, w.at) for w in result.warnings}
    assert result.skipped == ()


def test_lines_are_told_apart_where_the_whole_list_is_too_long() -> None:
    """Above the limit each line is judged with the lines that it hangs together with, through rules as well."""
    wants = ", ".join(f"o{i}" for i in range(22))
    options = ", ".join(f"o{i}: {{by: a}}" for i in range(23))
    result = check(parse(f"parties: {{a: {{}}}}\noptions: {{{options}}}\n"
                         "rules: [{never: o0 and not o22}, {never: o22 and not o0}]\n"
                         f"priorities: {{a: [{wants}, {{id: same, want: o22}}, {{id: joint, want: o1 and o2}}]}}"))
    assert {w.at for w in result.warnings if w.code == "never-decides"} == {"same", "joint"}
    assert result.skipped == ()


# ---- against a literal reading ---------------------------------------------------------------------------------------


def naive(dialogue: Dialogue) -> set[tuple[str, str]]:
    """always-true, always-false, never-decides and idle-rule by going through every state under every circumstance."""
    worlds: list[tuple[tuple[bool, ...], dict[str, int], dict[str, bool]]] = []
    for facts in product((False, True), repeat=len(dialogue.circumstances)):
        now = {c.id: v for c, v in zip(dialogue.circumstances, facts, strict=True)}
        for code in range(dialogue.possible):
            level = {o.id: k for o, k in zip(dialogue.options, dialogue.state(code), strict=True)}
            worlds.append((facts, level, now))

    def true(expr: object, world: tuple[tuple[bool, ...], dict[str, int], dict[str, bool]]) -> bool:
        return holds(expr, world[1], dialogue.levels, world[2])  # type: ignore[arg-type]

    result: set[tuple[str, str]] = set()
    rules = list(dialogue.rules)
    for rule in reversed(dialogue.rules):
        others = [r for r in rules if r is not rule]
        if not any(true(rule.never, w) and not any(true(r.never, w) for r in others) for w in worlds):
            result.add(("idle-rule", rule.id))
            rules.remove(rule)
    worlds = [w for w in worlds if not any(true(rule.never, w) for rule in dialogue.rules)]
    for preferences in dialogue.preferences.values():
        seen: list[Priority] = []
        for item in preferences.priorities:
            wants = [s.want for s in item.items] if isinstance(item, Equally) else [item.want]
            values = {tuple(true(want, w) for want in wants) for w in worlds}
            if len(wants) == 1 and len(values) == 1:
                result.add(("always-true" if values == {(True,)} else "always-false", item.id))
            above: dict[object, set[int]] = {}
            for w in worlds:
                alike = (w[0], *(sum(true(x, w) for x in _wants(other)) for other in seen))
                above.setdefault(alike, set()).add(sum(true(want, w) for want in wants))
            constant = all(len({true(want, w) for w in worlds}) == 1 for want in wants)
            if all(len(v) == 1 for v in above.values()) and not constant:
                result.add(("never-decides", item.id))
            seen.append(item)
    return result


def _wants(item: Priority) -> list[object]:
    return [s.want for s in item.items] if isinstance(item, Equally) else [item.want]


def drawn(seed: int) -> str:
    rng = random.Random(seed)
    names = ["x", "y", "z", "dry"]

    def expr(depth: int = 2) -> str:
        if depth == 0 or rng.random() < 0.3:
            return rng.choice([*names, "z is full", "z >= half", "not x", "not dry", "z < full"])
        op = rng.choice(["and", "or", "iff", "unless"])
        return f"({expr(depth - 1)}) {op} ({expr(depth - 1)})"

    def lines(n: int) -> str:
        return ", ".join(
            f"'{expr()}'" if rng.random() < 0.8 else f"{{equally: ['{expr()}', '{expr()}']}}" for _ in range(n)
        )

    rules = ", ".join(f"{{never: '({expr()}) and ({expr()})'}}" for _ in range(rng.randint(0, 3)))
    return (f"parties: {{a: {{}}, b: {{}}}}\ncircumstances: {{dry: {{now: {rng.choice(['yes', 'no'])}}}}}\n"
            "options: {x: {by: a}, y: {by: b}, z: {by: a, levels: [none, half, full]}}\n"
            f"rules: [{rules}]\npriorities: {{a: [{lines(5)}], b: [{lines(3)}]}}\n")


def test_against_a_literal_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    codes = {"idle-rule", "always-true", "always-false", "never-decides"}
    compared = hits = 0
    for seed in range(300):
        if seed == 200:
            # Small enough that lists are judged line by line, large enough that nothing is skipped.
            monkeypatch.setattr(states.Ground, "cells", _only_small(states.Ground.cells))
        try:
            dialogue = parse(drawn(seed))
        except InputError:  # no feasible state
            continue
        expected = naive(dialogue)
        items = {i.id for p in dialogue.preferences.values() for i in p.priorities} | {r.id for r in dialogue.rules}
        got = {(w.code, w.at) for w in check(dialogue).warnings if w.code in codes and w.at in items}
        assert got == expected, (seed, [unparse(r.never) for r in dialogue.rules])
        compared += 1
        hits += len(expected)
    assert compared > 200
    assert hits > 200


def _only_small(cells: object) -> object:
    def refuse_whole(self: states.Ground, id: str, named: object) -> object:
        return None if id == "" else cells(self, id, named)  # type: ignore[operator]

    return refuse_whole


# ---- the shipped files and the page ----------------------------------------------------------------------------------


def test_river_is_quick_and_nearly_clean() -> None:
    result: Checked = check(load("river"))
    assert {(w.code, w.at) for w in result.warnings} <= {("status-quo-and-answer", "release")}


def test_the_page_has_every_code() -> None:
    page = Path(__file__).parents[2] / "docs" / "reference" / "warnings.md"
    told = set(re.findall(r"^\| `([a-z-]+)` \|", page.read_text(encoding="utf-8"), re.M))
    assert told >= set(CODES)
    given = set(_codes_in_the_source())
    assert told >= given and {"unstated-level", "cut-by-comment", "idle-rule"} <= given


def _codes_in_the_source() -> Iterator[str]:
    """The codes written where a warning or a notice is made."""
    for file in Path(detente.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                given = [k.value for k in node.keywords if k.arg == "code"] if name in ("Warning", "Notice") else []
                given += node.args[1:2] if name == "notice" else []
                yield from (c.value for c in given if isinstance(c, ast.Constant) and "-" in str(c.value))


def test_a_ratifier_with_options_of_its_own_is_told_that_it_is_left_out():
    text = (
        "parties: {a: {}, b: {RATIFIES}}\noptions: {x: {by: a}, y: {by: b}}\nstatus_quo: {x: no, y: no}\n"
        "priorities: {a: [y], b: [x]}\n"
    )
    for ratifies, told in (("", False), ("ratifies: a", True), ("ratifies: a, at_table: no", False)):
        dialogue = parse(text.replace("RATIFIES", ratifies))
        found = [w.at for w in check(dialogue).warnings if w.code == "ratifier-with-options"]
        assert found == (["b"] if told else [])
        assert ("b" in dialogue.table) == (ratifies == "")
