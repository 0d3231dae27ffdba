"""What `why`, `leverage` and the brief say of one ask is one thing, and true by the definitions written out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from leverage_naive import as_asked

from briefs import random_talks
from detente.analyses.brief import brief
from detente.analyses.leverage import leverage
from detente.analyses.prospects import Opening, prospects
from detente.analyses.why import why
from detente.errors import DetenteError, InputError
from detente.formats import load, parse
from detente.methods.inverse.edits import change
from detente.model.change import apply
from detente.model.dialogue import Dialogue
from detente.report.brief import page as brief_page
from detente.report.pages import leverage as leverage_page
from detente.report.pages import why as why_page
from detente.report.renderers import markdown
from strategies import judge_of


def text(document: object) -> str:
    return " ".join(markdown.render(document).split())


@pytest.mark.parametrize("seed", range(60))
def test_three_pages_tell_one_thing_of_every_ask(seed: int) -> None:
    talks = random_talks(seed)
    if talks is None or not talks.asks:
        return
    every = brief(talks)
    for ask in talks.asks:
        told = every.prospects[ask.id]
        _true(talks, ask.id, told.opening)
        try:
            moved = leverage(talks, ask.id)
        except InputError:  # nothing could ever bring it about
            continue
        _alike(told, moved.prospect)
        assert (moved.settled is not None) == bool(_firm(talks, ask.id))
        assert moved.already == bool(_firm(as_asked(talks, ask.that, ask.by), ask.id))
        assert told.ask == every.facts.ask(ask.id)
        try:
            reason = why(talks, ask.id)
        except DetenteError:  # nothing that the asked party can do would change it
            continue
        _alike(told, reason.prospect)
        assert reason.granted == (told.ask.now == "full")


def _alike(told, other) -> None:
    """The same, but for chances, which only the brief weighs, and for larger sets, which only leverage looks for."""
    bare = replace(told.ask, chance=None, low=None, high=None, signed=None)
    assert other.ask == replace(bare, answers=other.ask.answers, weighs=other.ask.weighs)
    if told.searched and other.searched:
        assert told.settled == other.settled
    if told.opening and told.opening.by != "nothing":
        assert told.opening == other.opening


def _firm(talks: Dialogue, ask: str) -> list[tuple[int, ...]]:
    return [s for s in judge_of(talks).equilibria("nash") if talks.holds(talks.ask(ask).that, s)]


def _true(talks: Dialogue, id: str, opening: Opening | None) -> None:
    ask, now = talks.ask(id), talks.status_quo
    match opening:
        case Opening(by="today"):
            assert now is not None and talks.holds(ask.that, now)
        case Opening(by="settled"):
            assert _firm(talks, id)
        case Opening(by="changes", changes=one):
            edited = apply(as_asked(talks, ask.that, ask.by), *(change(talks, edit) for edit in one.edits))
            assert _firm(edited, id)
        case Opening(by="offer", offer=one):
            assert one.granted and all(talks.holds(ask.that, talks.state(code)) for code in one.replies)


# ---- done, and not to be taken back ----


RELEASE = """
parties: {a: {name: Aland}, b: {name: Bland}}
options:
  free: {by: a, text: a release, asked_by: b, direction: forward}
  pay: {by: b, text: a ransom}
priorities: {a: [{want: not free, because: the public would not have it}, pay], b: [free, not pay]}
status_quo: {}
"""


def test_what_is_had_only_because_it_cannot_be_taken_back_is_told_so_by_both_pages():
    talks = parse(RELEASE)
    found = leverage(talks, "free")
    assert found.settled and found.settled.kept and not found.already
    assert [[edit.kind for edit in one.edits] for one in found.least] == [["drop"]]
    for page in (leverage_page.view(talks, found), why_page.view(talks, why(talks, "free"))):
        assert "only because Aland could not take it back" in text(page)
        assert "nothing bars" not in text(page)
    assert "Persuading Aland** to give way on its first priority" in text(brief_page.view(talks, brief(talks)))


RULE = """
parties: {a: {name: Aland}, b: {name: Bland}}
options:
  berth: {by: a, text: a berth, levels: [none, day, year], asked_by: b, asked: day}
  boat: {by: b, text: a boat}
rules: [{id: harbour, never: boat and berth is none, because: no boat lies at sea}]
priorities: {a: [berth is none], b: [berth >= day, not boat]}
status_quo: {berth: BERTH, boat: no}
"""


def test_a_step_that_a_rule_bars_from_today_is_no_offer():
    found = leverage(parse(RULE.replace("BERTH", "none")), "berth")
    assert not found.packages.suffice
    assert not any(edit.kind == "fix" for one in found.sets for edit in one.edits)


def test_what_only_a_rule_holds_is_told_by_the_rule():
    talks = parse(RULE.replace("BERTH", "day"))
    found = leverage(talks, "berth")
    (one,) = [one for one in found.sets if one.edits[0].kind == "fix"]
    assert one.held == ("harbour",)
    told = text(leverage_page.view(talks, found))
    assert "held by the rule that no boat lies at sea: Aland would leave it" in told


# ---- refused at home, and with which fact it is not ----


HOME = """
parties: {a: {name: Aland}, b: {name: Bland}, court: {name: the Court, ratifies: a, unless: order}}
circumstances: {order: {text: There is an order of the day, now: no, chance: 30%, otherwise: an order of the day}}
options: {port: {by: a, text: a free port, asked_by: b}, grain: {by: b, text: grain, asked_by: a}}
priorities: {a: [grain, not port], b: [port, not grain], court: [not port]}
status_quo: {}
"""


def test_a_fact_that_lifts_a_veto_is_told_where_the_veto_is():
    talks = parse(HOME)
    (offer,) = leverage(talks, "port").offers
    assert (offer.refused, offer.passes) == (("court",), {"order": True})
    assert "Court would refuse it if asked, but not with an order of the day" in text(
        leverage_page.view(talks, leverage(talks, "port"))
    )


# ---- offers are judged as packages are ----


OUTSIDER = """
parties: {a: {name: Aland}, b: {name: Bland}, court: {name: the Court, at_table: no}}
options:
  port: {by: a, text: a free port, asked_by: b}
  grain: {by: b, text: grain, asked_by: a}
  stop: {by: court, text: a stop of the grain}
priorities: {a: [grain, not port], b: [port and not stop, not grain], court: [stop iff grain]}
status_quo: {}
"""


def test_what_outsiders_undo_is_not_advised():
    talks = parse(OUTSIDER)
    (offer,) = leverage(talks, "port").offers
    assert not offer.worth_it and offer.suits
    assert "offer" not in text(brief_page.view(talks, brief(talks))).lower().split("ask")[0]
    alone = parse(OUTSIDER.replace("court: [stop iff grain]", "court: [not stop]"))
    (offer,) = leverage(alone, "port").offers
    assert offer.worth_it and offer.suits


def test_without_a_status_quo_nothing_is_said_of_how_it_stands():
    talks = replace(parse(OUTSIDER), status_quo=None)
    told = text(leverage_page.view(talks, leverage(talks, "port")))
    assert "A firm settlement" in told and "How it stands" not in told


def test_a_fact_that_brings_it_nearer_stands_before_what_nothing_leads_to() -> None:
    """Firm settlements have these asks, and nothing leads there but an opinion of the Court."""
    known = brief(load("customs-union-1931")).facts
    turned = {id for one in known.turned for id, (was, then) in one.drift.items() if (was, then) == ("not", "full")}
    told = prospects(known)
    assert turned == {"no-withdrawals", "preferences"}
    assert all(told[id].opening.by == "fact" for id in turned)


def test_what_it_may_drift_to_is_opened_by_the_drift() -> None:
    told = prospects(brief(load("classroom-chicken")).facts)
    assert [one.opening.by for one in told.values()] == ["drift", "drift"]
