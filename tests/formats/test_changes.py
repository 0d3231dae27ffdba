"""Changes written into a file: it says what `apply` makes of the dialogue, and its comments are all there."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from detente import apply, examples, parse
from detente.analyses.interview import answering
from detente.errors import InputError
from detente.formats import shipped
from detente.formats.changes import written
from detente.methods.elicitation.open_points import open_points, pair
from detente.model.change import (
    Above,
    AddStatement,
    Alike,
    Ascertain,
    Correct,
    DropStatement,
    LiftRule,
    MoveStatement,
    SetCircumstance,
)
from detente.model.dialogue import Statement
from detente.model.expression import parse as expression

TALKS = """\
# on top
parties: {a: {name: Aland}, b: {name: Bland}}
circumstances:
  wet: {text: It rains, otherwise: the end of the rain}  # looked up
options: {w: {by: a}, x: {by: a}, y: {by: a}, z: {by: a}}
priorities:
  a:
    # the first thing
    - w
    # the second
    - id: second
      want: x         # said twice
      sure: likely
      because: >-
        It was said
        twice
    - equally:
        # a pair
        - y
        - {id: last, want: z, sure: 0.5}
  b: [x, {want: not y, id: no-y}, z]
rules:
  # one
  - never: w and x and wet
  - id: two
    never: y and z
    sure: 0.7
"""

CHANGES = [
    [SetCircumstance("wet", True)],
    [SetCircumstance("wet", False)],
    [LiftRule("w-and-x-and-wet")],
    [DropStatement("second")],
    [DropStatement("last")],
    [DropStatement("no-y"), LiftRule("two")],
    [MoveStatement("second", -1)],
    [MoveStatement("b.x", 2)],
    [Above("second", "a.w")],
    [Above("last", "a.y")],
    [Above("a.y", "last"), Above("last", "a.w")],
    [Alike("a.w", "second")],
    [Alike("second", "a.y")],
    [Alike("b.x", "b.z")],
    [Alike("b.x", "no-y"), Above("b.z", "b.x")],
    [Ascertain("second")],
    [Ascertain("last"), Ascertain("two")],
    [AddStatement("a", Statement(id="", want=expression("not z"), basis="inferred", note="Interview"), after="second")],
    [AddStatement("b", Statement(id="new", want=expression("w iff z"), because="It: said"), before="b.x")],
]


def comments(text):
    return sorted(re.findall(r"#.*", text))


@pytest.mark.parametrize("changes", CHANGES, ids=lambda changes: " ".join(type(c).__name__ for c in changes))
def test_a_file_says_what_the_changes_make(changes):
    text = written(TALKS, changes)
    assert parse(text) == apply(parse(TALKS), *changes)
    lost = set(comments(TALKS)) - set(comments(text))
    gone = {c.id for c in changes if isinstance(c, DropStatement | LiftRule)}
    regrouped = any({"last", "a.y"} & {getattr(c, "first", ""), getattr(c, "second", "")} for c in changes)
    assert not lost or gone or regrouped, lost  # what leaves its list takes the comment above it along


def test_what_is_no_edit_is_refused():
    talks = TALKS + "views: [{who: a, of: b, drop: [no-y]}]\n"
    with pytest.raises(InputError, match="no edit"):
        written(talks, [Correct("a")])


def test_a_file_without_lists_gets_one():
    text = "parties: {a: {}}\noptions: {x: {by: a}}\n"
    change = AddStatement("a", Statement(id="", want=expression("not x")))
    assert parse(written(text, [change])) == apply(parse(text), change)


@pytest.mark.parametrize("name", examples())
def test_answers_of_each_kind_can_be_written_into_every_shipped_dialogue(name):
    path = shipped(name)
    assert path is not None
    text = path.read_text(encoding="utf-8")
    talks = parse(text, path.name)
    kinds = {point.kind: point for point in open_points(talks)}
    for point in kinds.values():
        for choice in point.choices[1:]:  # the first of a line, an order or a rule changes less
            last = (choice.then or (choice,))[-1]
            changes = answering(talks, point.id, last.id, date="2026-05-01", because="Said: so")
            found, wanted = parse(written(text, changes, path.name), path.name), apply(talks, *changes)
            assert replace(found, views=()) == replace(wanted, views=())


def test_far_apart_lines_can_be_judged_too():
    talks = parse(TALKS)
    assert pair(talks, "order second no-y") is None  # lines of two lists
    changes = answering(talks, "order a.w last", "second")
    assert next(s.id for s in parse(written(TALKS, changes)).preferences["a"].statements) in ("last", "second")
