"""Errors speak the reader's language: items counted from one, what there is, how to write it."""

from __future__ import annotations

import pytest

import detente
from detente.errors import InputError
from detente.formats import parse

HEAD = "parties: {a: , b: }\noptions: {x: {by: a}, y: {by: b, levels: [none, half, full]}}\n"


@pytest.mark.parametrize(("text", "said"), [
    ("happened: [{date: 2026, what: x, holds: perhaps}]", "`happened`, item 1: `perhaps` is not one of `yes`, `no`"),
    ("rounds: [{id: r}, {id: s, date: 2026-02-30}]", "`date` of `rounds`, item 2: `2026-02-30` is not a valid date"),
    ("priorities: {zed: [x]}", "there is no party `zed`; there is `a`, `b`."),
    ("circumstances: {c: {now: oui}}", "write `yes` or `no`"),
    ("circumstances: [c]", "`circumstances`: must be entries under their ids (`id: value`"),
    ("ranking: {a: [{x: yes}, {x: yes, y: half}, {x: yes, y: full}, {y: half}, {y: full}]}",
     "leaves out a feasible state, 0 (x: no, y: none)"),
])  # fmt: skip
def test_where_and_how(text: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        parse(HEAD + text)
    assert said in str(caught.value)


def test_an_option_given_as_a_fact_or_without_a_level() -> None:
    talks = parse(HEAD)
    with pytest.raises(InputError, match="`x` is an option and no circumstance; grant it"):
        detente.whatif(talks, set=["x=yes"])
    with pytest.raises(InputError, match="as in `y=full`"):
        detente.whatif(talks, grant=["y"])
