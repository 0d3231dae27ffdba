"""The sourced dialogues say what one who knows the story expects of them."""

from __future__ import annotations

import detente as dt


def firm(name: str) -> list[dict[str, str]]:
    """Its firm settlements, as what differs from the status quo."""
    talks = dt.load(name)
    assert talks.status_quo is not None
    now = {option.id: option.levels[level] for option, level in zip(talks.options, talks.status_quo, strict=True)}
    settled = [e.state for e in dt.equilibria(talks).equilibria if e.firmness == "firm"]
    return [{option: level for option, level in state.items() if level != now[option]} for state in settled]


def test_the_missiles_go_by_themselves_and_the_bombers_for_the_quarantine() -> None:
    settled = firm("cuba-1962")
    assert {"missiles": "yes"} in settled
    trade = {"missiles": "yes", "bombers": "yes", "quarantine": "no"}
    assert trade in settled
    best = dt.deals(dt.load("cuba-1962")).packages[0]
    assert {option: best.state[option] for option in trade} == trade


def test_five_years_on_the_agreement_stands_still() -> None:
    settled = firm("colombia-2016")
    assert {} in settled
    assert {"reincorporation": "land and houses too", "assets": "all"} in settled
    talks = dt.load("colombia-2016")
    assert len(talks.commitments) == 60
    assert {c.front for c in talks.commitments} == {front.id for front in talks.fronts}


def test_money_against_openness_in_copenhagen() -> None:
    settled = firm("copenhagen-2009")
    start = {"listed_actions": "yes", "fast_start": "yes"}
    assert settled == [start, start | {"long_finance": "yes", "books": "with consultations and analysis"}]


def test_in_1931_the_status_quo_holds_until_the_court_or_the_lender_speaks() -> None:
    assert {} in firm("customs-union-1931")
    against = dt.load("customs-union-1931").under({"court_against": True})
    settled = [e.state["union"] for e in dt.equilibria(against).equilibria if e.firmness == "firm"]
    assert set(settled) == {"given up"}
