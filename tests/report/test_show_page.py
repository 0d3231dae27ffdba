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


EVERYTHING = """
title: Two islets
note: An exercise
horizon: 2027-01
sources: {log: {title: A log, date: 2026-01-02}}
parties: {k: {name: the Kingdom}, r: {name: the Republic}, u: {name: the Union}}
fronts: {sea: {name: Fisheries, kind: law, rank: ministers}}
circumstances: {calm: {text: The sea is calm, now: yes, otherwise: a storm}}
options:
  islet: {by: r, text: an islet, levels: [none, one, both], asked_by: k, front: sea}
  fee: {by: k, text: a fee, asked_by: r}
priorities:
  k:
    - {id: home, want: islet is both, because: Its fishermen, ground: law, strong: yes}
    - {id: purse, want: not fee, unknown: yes, sure: likely}
  r: [{id: pay, want: fee}]
rules: [{id: late, never: fee and islet is both, because: The court, sure: unlikely}]
texts: [{id: draft, by: u, sets: {islet: one}}]
views:
  - {id: v1, who: r, of: k, because: Old maps, sure: unlikely, drop: [home], add: [{want: fee}], move: {purse: -1}}
  - {id: v2, who: k, of: r, priorities: [not fee]}
doubts: [{who: k, of: r, option: islet}]
positions: {k: {islet: both, fee: no}}
intentions: {r: {islet: one}}
fallback: {r: {islet: none}}
offers: [{id: swap, by: k, give: {fee: yes}, if: islet >= one, else: {fee: no}}]
attitudes: {k: {r: "-"}, r: {k: "+", u: "0"}}
signature: {chance: 30%, by: 2026-12-01}
happened:
  - {date: 2027-02-01, what: fee, holds: partly}
  - {date: 2027-03-01, signed: no}
interview: [{question: attitude fee, answer: neither, date: 2026-02-03}]
silence: [{code: idle-party, at: u, because: It only writes}]
"""


def test_nothing_that_any_field_says_is_left_out() -> None:
    told = page(EVERYTHING)
    for said in (
        "sea Fisheries, law, ministers", "The sea is calm: so now; otherwise a storm",
        "Its fishermen (law) [strongly]", "[likely (55–80 %) to matter] [not known whether it wants this]",
        "The court [unlikely (20–45 %)]", "draft The Union: an islet (one)",
        "v1 The Republic of the Kingdom: Old maps; without “home”; with: “a fee” is done; “purse” higher by one;",
        "v2 The Kingdom of the Republic: another list: “a fee” is not done",
        "The Kingdom does not believe the Republic about “an islet”",
        "What each says that all should do k an islet (both) and no fee",
        "What each says that it will do r an islet (one)",
        "What each does or gets without agreement r no islet",
        "swap The Kingdom: a fee, while “an islet” is at least one; else no fee",
        "k ill to the Republic", "r well to the Kingdom and neither way to the Union",
        "signature unlikely (20–45 %), by 1 December 2026",
        "1 February 2027 A fee: in part", "1 March 2027 no package was signed by then",
        "attitude fee neither, 3 February 2026", "u idle-party: It only writes", "An exercise",
    ):  # fmt: skip
        assert said in told, said
