"""What a third reader of new dialogues found false or contradictory: each kind with material of its own."""

from __future__ import annotations

import pytest

import detente
from detente.formats import parse
from detente.report import lines, wording
from detente.report.brief import page
from detente.report.document import plain, texts
from detente.report.pages import deals, outlook, rounds, show

STRIKE = """
parties: {m: {name: the Mine}, u: {name: the Union}}
circumstances: {vote: {text: There is an election, now: no, chance: very likely}}
options:
  rise: {by: m, text: a rise, levels: [none, half, full], asked_by: u}
  lockout: {by: m, text: a lockout, direction: forward}
  strike: {by: u, text: the strike, asked_by: m, asked: no}
rules: [{never: strike and lockout}]
priorities:
  m: [if vote then rise, not rise, lockout, not strike]
  u: [strike, rise]
status_quo: {strike: yes}
"""


def told(document) -> str:
    return " ".join(plain(text) for section in document.sections for block in section.blocks for text in texts(block))


@pytest.mark.parametrize(("rule", "clause"), [
    ("{never: x and y}", "it cannot be that “an x” is done and “a y” is done"),
    ("{never: not x}", "it cannot be that “an x” is not done"),
    ("{never: y, for: b}", "Bo by itself never brings about that “a y” is done"),
    ("{never: x and y, because: One at a time}", "one at a time"),
])  # fmt: skip
def test_a_rule_is_never_told_as_its_contrary(rule: str, clause: str) -> None:
    talks = parse(f"""
parties: {{a: {{name: Ada}}, b: {{name: Bo}}}}
options: {{x: {{by: a, text: an x}}, y: {{by: b, text: a y}}}}
rules: [{rule}]
status_quo: {{x: yes}}
""")
    assert lines.words(talks, talks.every_rule[0]) == clause


def test_what_rests_only_until_a_likely_fact_turns_is_not_said_to_stay() -> None:
    talks = parse(STRIKE)
    made = told(page.view(talks, detente.brief(talks)))
    assert "it does with “There is an election” coming to hold, which is very likely (80–95 %)." in made
    assert "it stays as it is" not in made
    calm = parse(STRIKE.replace("very likely", "unlikely"))
    assert "it stays as it is" in told(page.view(calm, detente.brief(calm)))


def test_what_comes_in_part_is_not_said_not_to_come() -> None:
    talks = parse(STRIKE)
    result = detente.outlook(talks)
    assert [one.chance for one in result.asks] == [0, 0] and len(result.ends) == 2
    assert outlook.section(talks, result).finding.startswith("Nothing that was asked comes in full")


def test_a_signature_weighs_though_many_facts_are_open_on_which_nothing_hangs() -> None:
    idle = ", ".join(f"f{n}: {{text: Fact {n}, chance: likely}}" for n in range(6))
    talks = parse(f"""
parties: {{a: , b: }}
circumstances: {{{idle}}}
options: {{x: {{by: a, asked_by: b}}, y: {{by: b, asked_by: a}}}}
priorities: {{a: [y, not x], b: [x, not y]}}
status_quo: {{}}
signature: {{chance: 60%}}
""")
    assert {one.signed for one in detente.brief(talks).facts.asks} == {0.6}


def test_a_fallback_that_a_rule_bars_where_one_supposes_to_be_stops_no_page() -> None:
    talks = parse("""
parties: {a: , b: }
circumstances: {war: {text: There is a war}}
options: {x: {by: a, asked_by: b}, y: {by: b, asked_by: a}, z: {by: b}}
rules: [{never: x and z}, {never: x and war}]
priorities: {a: [y, not x], b: [x, z, not y]}
status_quo: {}
fallback: {a: {x: yes}}
""")
    assert detente.watch(talks).signs is not None
    assert detente.deals(talks).packages


def test_promises_that_are_known_of_after_the_last_round_say_of_when() -> None:
    talks = parse("""
parties: {a: {name: Ada}, b: {name: Bo}}
options: {x: {by: a, text: an x, asked_by: b}}
rounds: [{id: one, date: 2026-05, answers: {x: accepted}}]
commitments: {map: {by: a, to: b, text: a map, due: 2026-06, status: {state: overdue, as_of: 2026-09-01}}}
""")
    made = rounds.view(talks, detente.rounds(talks))
    assert "One promise: one overdue, as of 1 September 2026" in [section.finding for section in made.sections]


def test_the_first_of_two_choices_is_no_way_back() -> None:
    talks = parse("""
parties: {a: {name: Ann}, b: {name: Bo}}
options:
  x: {by: a, text: the course of Ann, levels: [swerve, straight]}
  y: {by: b, text: the toll, levels: [low, half, high]}
status_quo: {x: straight, y: high}
""")
    told = [wording.taken(talks, talks.option(id), 0) for id in ("x", "y")]
    assert told == ["the course of Ann (swerve)", "the toll (back to low)"]


def test_a_package_names_what_must_be_kept_and_would_else_go() -> None:
    talks = parse("""
parties: {a: {name: Ada}, b: {name: Bo}}
options: {x: {by: a, text: an x, asked_by: b}, y: {by: b, text: a y, asked_by: a}}
priorities: {a: [y, not x], b: [x, not y]}
status_quo: {x: yes}
""")
    made = told(deals.view(talks, detente.deals(talks)))
    assert made.startswith("Kept: an x. It would hold") and "Ada gives an x" in made


def test_show_tells_a_view_that_is_a_ranking() -> None:
    talks = parse("""
parties: {a: {name: Ada}, b: {name: Bo}}
options: {x: {by: a, text: an x}, y: {by: b, text: a y}}
priorities: {b: [y]}
views: [{id: v, who: a, of: b, ranking: [{x: yes}, [{y: yes}, {x: yes, y: yes}], {}]}]
status_quo: {}
""")
    assert "Ada of Bo: another list: an x; a y or an x; a y; the status quo" in told(show.view(talks))
