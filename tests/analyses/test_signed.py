"""The chance of an ask with that of a signature: by hand, and over files in which each fact has turned out."""

from __future__ import annotations

import random
from itertools import product

import pytest

from detente import formats
from detente.analyses.brief import brief
from detente.analyses.facts import facts
from detente.analyses.given import Given
from detente.analyses.signed import signed
from detente.methods.soundness.unused import left_out
from detente.report.brief import page
from detente.report.renderers import terminal

TALKS = """
parties: {{a: , b: }}
circumstances: {{calm: {{text: It is calm, now: {calm}{calms}}}, rain: {{text: It rains, now: {rain}{rains}}}}}
options: {{x: {{by: a, asked_by: b}}, y: {{by: a, asked_by: b}}, z: {{by: b, asked_by: a}}}}
priorities: {{a: [{a}], b: [{b}]}}
status_quo: {{}}
{signature}
"""
WANTS = ("x", "not x", "y iff calm", "not y", "z", "not z", "x iff z", "z unless rain", "y and z", "x or rain")


def lists(seed: int) -> dict[str, str]:
    draw = random.Random(seed)
    return {party: ", ".join(draw.sample(WANTS, draw.randint(2, 4))) for party in "ab"}


@pytest.mark.parametrize("seed", range(60))
def test_package_and_drift_are_weighted_over_all_turns_of_the_facts(seed: int) -> None:
    said = lists(seed)
    uncertain = {"calm": "no", "calms": ", chance: 0.25", "rain": "yes", "rains": ", chance: 0.6"}
    talks = formats.parse(TALKS.format(**said, **uncertain, signature="signature: {chance: 0.3}"))
    wanted = {ask.id: 0.0 for ask in talks.asks}
    for calm, rain in product((True, False), repeat=2):
        weight = (0.25 if calm else 0.75) * (0.6 if rain else 0.4)
        turned = {"calm": "yes" if calm else "no", "rain": "yes" if rain else "no", "calms": "", "rains": ""}
        told = facts(formats.parse(TALKS.format(**said, **turned, signature="")))
        assert told.drift is not None
        for one in told.asks:
            ends = zip(told.drift.ends, one.ends, strict=True)
            drift = sum(end.chance * sum(d == "full" for d in degrees) / len(degrees) for end, degrees in ends)
            beaten = told.deal is not None and told.deal.packages and told.deal.against == "drift"
            wanted[one.ask] += weight * (0.3 * ((one.deal == "full") if beaten else drift) + 0.7 * drift)
    found = signed(talks)
    assert found == pytest.approx(wanted)
    assert {one.ask: one.signed for one in facts(talks).asks} == pytest.approx(wanted)


def test_nothing_is_weighed_where_no_signature_is_spoken_of_or_too_much_is_uncertain() -> None:
    certain = {"calm": "no", "calms": "", "rain": "yes", "rains": ""}
    assert signed(formats.parse(TALKS.format(**lists(1), **certain, signature=""))) is None
    many = ", ".join(f"f{n}: {{chance: likely}}" for n in range(5))
    hangs = " or ".join(f"f{n}" for n in range(5))
    text = f"parties: {{a: }}\noptions: {{x: {{by: a}}}}\ncircumstances: {{{many}}}\nstatus_quo: {{}}\n"
    text += f"priorities: {{a: [if {hangs} then x]}}\n"
    assert signed(formats.parse(text + "signature: {chance: likely}\n")) is None


def test_the_page_says_that_a_signature_is_weighed() -> None:
    text = """
parties: {a: , b: }
options: {x: {by: a, asked_by: b, text: Peace}, z: {by: b, asked_by: a, text: Pay}}
priorities: {a: [z, not x], b: [x, not z]}
status_quo: {}
signature: {chance: likely}
"""
    talks = formats.parse(text)
    result = brief(talks)
    said = " ".join(terminal.text(page.view(talks, result)).split())
    assert "chances weigh in a signature, likely (55–80 %)" in said
    assert [one.signed for one in result.facts.asks] == [
        pytest.approx(signed(talks)[one.ask]) for one in result.facts.asks
    ]  # type: ignore[index]


def test_turns_without_a_status_quo_are_left_out() -> None:
    text = """
parties: {a: , b: }
circumstances: {closed: {now: no, chance: 0.5}}
options: {x: {by: a, asked_by: b}, z: {by: b, asked_by: a}}
rules: [{never: closed and not x}]
priorities: {a: [z, not x], b: [x, not z]}
status_quo: {}
signature: {chance: 0.4}
"""
    assert signed(formats.parse(text)) == pytest.approx({"x": 0.4, "z": 0.4})


def test_a_question_is_weighed_with_the_package_that_the_asks_choose() -> None:
    talks = formats.parse(TALKS.format(**lists(3), calm="no", calms=", chance: 0.25", rain="yes", rains="",
                                       signature="signature: {chance: 0.3}"))  # fmt: skip
    found = signed(talks)
    assert found is not None
    conditions = {f"is {ask.id} met": ask.that for ask in talks.asks}
    assert Given(talks, conditions).weighted == pytest.approx({f"is {id} met": c for id, c in found.items()})


def test_with_too_many_uncertain_facts_check_says_that_a_signature_is_left_out() -> None:
    for number, left in ((4, False), (5, True)):
        facts = ", ".join(f"f{n}: {{chance: likely}}" for n in range(number))
        text = f"parties: {{a: }}\noptions: {{x: {{by: a}}}}\ncircumstances: {{{facts}}}\nstatus_quo: {{}}\n"
        text += f"priorities: {{a: [if {' or '.join(f'f{n}' for n in range(number))} then x]}}\n"
        talks = formats.parse(text + "signature: {chance: likely}\n")
        assert ("signature" in {one.name for one in left_out(talks)}) is left
        assert (signed(talks) is None) is left
