"""`detente show` prints back what the file says: nothing that it accepted is missing."""

from __future__ import annotations

import re

from detente.formats import parse
from detente.report.pages import show
from detente.report.renderers import markdown

TALKS = """
detente: 1
title: Two islets
parties:
  k: {name: the Kingdom}
  r: {name: the Republic}
  s: {name: the Senate, ratifies: r, of: [islet], unless: decree}
  u: {name: the Union, at_table: yes}
circumstances:
  decree: {text: A decree is at hand, now: no}
options:
  islet: {by: r, text: an islet, levels: [none, one, both], asked_by: k, asked_matters: must}
  fee: {by: k, text: a fee, asked_by: r}
  patrol: {by: k, text: night patrols, asked_by: r, asked: no, asked_matters: could}
priorities: {k: [islet], r: [fee, not islet]}
status_quo: {patrol: yes, fee: unknown}
rounds:
  - {id: spring, date: 2026-03, place: Geneva, answers: {islet: in_principle, patrol: refused}}
texts:
  - {id: draft, by: u, round: spring, sets: {islet: one, patrol: no}}
commitments:
  survey: {by: k, to: r, text: a joint survey, due: 2026-08, status: {state: overdue, says: {k: kept}, done: half}}
"""


def page(text: str) -> str:
    """The page as Markdown, which keeps a row in one line, without its marks."""
    return " ".join(re.sub(r"[`*|\\]", "", markdown.render(show.view(parse(text)))).split())


def test_everything_that_the_file_says_is_there() -> None:
    told = page(TALKS)
    for said in (
        "must agree to what the Republic signs, about “an islet”, but where “A decree is at hand” holds",
        "fee not known", "patrol night patrols",
        "an islet; a deal must have it", "an end to night patrols; a deal could have it",
        "spring Round 1: March 2026, Geneva", "survey The Kingdom to the Republic",
        "The Kingdom: kept; half of it is done",
        "draft The Union: an islet (one) and an end to night patrols",
    ):  # fmt: skip
        assert said in told, said


def test_ranked_states_stand_in_their_order() -> None:
    told = page("""
parties: {k: {name: Korland}, r: {name: Rumia}}
options: {islet: {by: r, text: an islet, levels: [none, one, both]}}
ranking: {k: [{islet: both}, [{islet: one}, {}]]}
""")
    assert "1. an islet (both) 2. an islet (one); the status quo" in told


def test_a_status_quo_of_first_levels_is_told_as_one() -> None:
    assert "Every option stands at its first level." in page(TALKS.replace("{patrol: yes, fee: unknown}", "{}"))
