"""An offer of the file is judged as its two-by-two game, written out anew; and the page says what the judgement is."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import detente as dt
from detente.engine.solved import solved
from detente.methods.bargaining.standing_offers import standing_offers
from detente.model.dialogue import Dialogue
from detente.report.language import speaking
from detente.report.pages import deals as page
from detente.report.renderers.terminal import text

FORM = """
parties: {{a: {{name: Aland}}, b: {{name: the Blands, plural: yes}}}}
options: {{visas: {{by: a, text: visas}}, pay: {{by: b, text: a payment, direction: {direction}}}}}
status_quo: {now}
priorities: {{a: {a}, b: {b}}}
offers: [{{by: a, give: {give}, if: {condition}, else: {otherwise}}}]
"""

LISTS = ["[pay, not visas]", "[not pay, visas]", "[visas, pay]", "[not visas, not pay]", "[pay iff visas]", "[]"]


def naive(dialogue: Dialogue) -> tuple[str, bool, bool]:
    """(what b makes of it, whether a delivers, whether it is worth it to a), from the four ends of one offer."""
    [offer], lists = dialogue.offers, dialogue.preferences
    given, otherwise = dict(offer.give)["visas"], dict(offer.otherwise).get("visas", dialogue.status_quo[0])
    met = dialogue.holds(offer.condition, dialogue.status_quo)
    pays = next(level for level in (0, 1) if dialogue.holds(offer.condition, (0, level)))

    def likes(party: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
        for line in lists[party].statements:
            if dialogue.holds(line.want, one) != dialogue.holds(line.want, other):
                return dialogue.holds(line.want, one)
        return False

    yes, no, withheld = (given, pays), (otherwise, 1 - pays), (otherwise, pays)
    with_it, without = (not likes("b", no, end) if met else likes("b", end, no) for end in (yes, withheld))
    answer = {(True, True): "anyway", (True, False): "moved", (False, True): "deterred", (False, False): "unmoved"}
    return answer[with_it, without], not likes("a", withheld, yes), likes("a", yes, no)


@given(st.sampled_from(LISTS), st.sampled_from(LISTS), st.sampled_from(["{}", "{pay: yes}", "{visas: yes}"]),
       st.sampled_from(["pay", "not pay"]), st.sampled_from(["yes", "no"]), st.sampled_from(["{visas: no}", "{}"]))
@settings(max_examples=200, deadline=None)
def test_it_is_the_game_of_its_two_ends(a: str, b: str, now: str, condition: str, give: str, otherwise: str) -> None:
    dialogue = dt.parse(FORM.format(direction="both", now=now, a=a, b=b, give=f"{{visas: {give}}}", condition=condition,
                                    otherwise=otherwise))  # fmt: skip
    assert dialogue.status_quo is not None
    [one] = standing_offers(solved(dialogue).engine, dialogue.status_quo)
    assert (one.answers["b"], one.delivers, one.worth_it) == naive(dialogue)


@pytest.mark.parametrize(
    ("a", "b", "now", "condition", "words"),
    [
        ("[pay, not visas]", "[visas, not pay]", "{}", "pay", "the Blands would take it up; Aland would rather not"),
        ("[pay, visas]", "[visas, not pay]", "{}", "pay", "the Blands would take it up."),
        ("[]", "[pay]", "{}", "pay", "the Blands would do so without it, too"),
        ("[]", "[not pay]", "{}", "pay", "the Blands would gain nothing by that, even so"),
        ("[]", "[not visas, pay]", "{}", "pay", "it keeps the Blands from that"),
        ("[]", "[visas, not pay]", "{pay: yes}", "pay", "it keeps the Blands to that"),
        ("[]", "[not visas, pay]", "{pay: yes}", "pay", "the Blands would end that because of it"),
        ("[]", "[not pay]", "{pay: yes}", "pay", "the Blands would end that all the same"),
    ],
)
def test_the_page_says_so(a: str, b: str, now: str, condition: str, words: str) -> None:
    dialogue = dt.parse(FORM.format(direction="both", now=now, a=a, b=b, give="{visas: yes}", condition=condition,
                                    otherwise="{visas: no}"))  # fmt: skip
    assert words in " ".join(text(page.view(dialogue, dt.deals(dialogue))).split())
    with speaking("fr"):
        assert "offre" in text(page.view(dialogue, dt.deals(dialogue)))


def test_what_cannot_be_met_alone_is_told() -> None:
    dialogue = dt.parse(FORM.format(direction="back", now="{}", a="[]", b="[]", give="{visas: yes}", condition="pay",
                                    otherwise="{}"))  # fmt: skip
    assert dialogue.status_quo is not None
    [one] = standing_offers(solved(dialogue).engine, dialogue.status_quo)
    assert one.barred and not one.answers
    assert "cannot be met alone" in " ".join(text(page.view(dialogue, dt.deals(dialogue))).split())


def test_of_several_ways_to_meet_it_the_least_that_suits_is_looked_at() -> None:
    dialogue = dt.parse("""
parties: {a: {name: Aland}, b: {name: Bland}, senate: {name: Senate, at_table: no, ratifies: a}}
options: {visas: {by: a, text: visas}, pay: {by: b, text: a payment}, road: {by: b, text: a road}}
status_quo: {}
priorities: {a: [], b: [not pay, visas, not road], senate: [not visas]}
offers: [{by: a, give: {visas: yes}, if: pay or road}]
""")
    assert dialogue.status_quo is not None
    [one] = standing_offers(solved(dialogue).engine, dialogue.status_quo)
    assert one.asks == {"road": "yes"} and one.answers == {"b": "moved"} and one.refused == ("senate",)
    every = [s for s in product((0, 1), repeat=3) if dialogue.holds(dialogue.offers[0].condition, s) and not s[0]]
    assert sorted(sum(s) for s in every) == [1, 1, 2]
