"""The headline of the brief: what the drift, the deal or a fact changes that matters most, in one clause."""

from __future__ import annotations

from collections.abc import Mapping

from detente.analyses.facts import Facts, Matter, OpenedFacts
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.brief.phrases import asks, change, words
from detente.report.brief.top import LIKELY
from detente.report.brief.turned import moves
from detente.report.language import _, _n

LONGEST = 12
"""Words of a headline."""


def headline(dialogue: Dialogue, facts: Facts) -> str:
    """What the drift, the deal or a fact changes that matters most, in one clause; else that it holds, and why."""
    if not any(said.exprs or said.ranking for said in dialogue.preferences.values()):
        return _("The file says of nobody what it wants")
    if facts.drift is None:
        return _ways(facts)
    if facts.driven_out:
        return _("It cannot stay as it is")
    if facts.displaced and facts.displaced.chance > LIKELY:
        return _("It can hardly stay as it is: {likelihood}", likelihood=wording.likelihood(facts.displaced.chance))
    beats = facts.deal is not None and facts.deal.against == "drift"
    for matter in facts.matters:
        if matter.by == "drift":
            return _led(dialogue, facts, matter)
        if matter.by == "deal" and beats:
            return _deal(facts)
        if matter.by == "fact" and not facts.drift.next:
            return _hanging(dialogue, facts, matter.ask) if beats else _still(dialogue, facts)
    return _still(dialogue, facts)


def _led(dialogue: Dialogue, facts: Facts, matter: Matter) -> str:
    """Where it drifts: the ask that is met anew, else the step; and the weightiest ask that it leaves unmet."""
    if len(facts.drift.ends if facts.drift else ()) > 1:
        return _moved(facts)
    what = change(dialogue, matter.option, matter.level)
    met = any(facts.ask(one.ask).drift == "full" for one in facts.matters if one.ask and one.option == matter.option)
    told = _("Left alone, the talks lead to {asks}", asks=what)
    left = [id for id in facts.order if facts.ask(id).drift == "not"]
    if not met or not left:
        return told
    return _shortest(_("{told}, not {other}", told=told, other=asks(dialogue, left[:1])), told)


def _moved(facts: Facts) -> str:
    """It may end in several ways."""
    count = len(facts.drift.ends) if facts.drift else 0
    return wording.capital(_n("left alone, it ends in {n} way", "left alone, it ends in one of {n} ways", count))


def _ways(facts: Facts) -> str:
    """Without a status quo: what is so of every one that may be; else in how many ways it can settle."""
    if facts.status_quos:
        return _however(facts)
    number = facts.ways.number if facts.ways else 0
    if not number:
        return _("It can settle nowhere")
    return wording.capital(_n("it can settle in {n} way", "it can settle in {n} ways", number))


def _however(facts: Facts) -> str:
    """However things stand: the package that beats the drift from all that may be, else what every drift grants."""
    asks = len(facts.asks)
    best = facts.shared[0] if facts.shared else None
    if best and best.met and not best.refused:
        return _("However things stand, a package would meet {asks}", asks=_met_of(len(best.met), asks))
    drifts = [set(one.drift) for one in facts.status_quos]
    if shared := set.intersection(*drifts):
        return _("However things stand, the drift grants {asks}", asks=_met_of(len(shared), asks))
    if any(drifts):
        return _("What the drift grants hangs on how things stand")
    return _("However things stand, left alone no ask is granted in full")


def _deal(facts: Facts) -> str:
    assert facts.deal is not None
    best = facts.deal.packages[0]
    asks = _met_of(best.met, len(facts.asks))
    if best.refused:
        return _("A package would meet {asks}, but not pass at home", asks=asks)
    if best.holds == "credible":
        return _("A package that holds would meet {asks}", asks=asks)
    if best.holds:
        return _("A package that holds by itself would meet {asks}", asks=asks)
    return _("A package with a guarantee would meet {asks}", asks=asks)


def _met_of(met: int, every: int) -> str:
    if every == 1 and not met:
        return _("not even the one ask")
    if not met:
        return _("no ask in full")
    if met == every:
        return _n("the one ask", "all {n} asks", every) if every != 2 else _("both asks")
    return _n("{n} of {all} asks", "{n} of {all} asks", met, all=wording.number(every))


def _hanging(dialogue: Dialogue, facts: Facts, ask: str) -> str:
    """What matters most hangs on a fact, though a package beats the drift."""
    opened = _opening(facts, ask)
    if opened is None or ask not in opened.asks:
        return _deal(facts)
    told = _("{ask} would take {events}", ask=wording.ask(dialogue, ask), events=_events(dialogue, opened.facts))
    return _shortest(told, _deal(facts))


def _opening(facts: Facts, ask: str) -> OpenedFacts | None:
    """The facts that open this ask, if any do, else some; the likeliest, the fewest."""
    opened = facts.ways.opened if facts.ways else ()
    return max(opened, key=lambda one: (ask in one.asks, one.chance or 0, -len(one.facts)), default=None)


def _events(dialogue: Dialogue, turned: Mapping[str, bool]) -> str:
    return wording.listed(wording.turned(dialogue, id, value) for id, value in turned.items())


def _still(dialogue: Dialogue, facts: Facts) -> str:
    """Nothing moves: what would move it, or that all would rather be elsewhere."""
    ways = facts.ways
    if ways and ways.dilemma and facts.now and ways.dilemma.better.at.code != facts.now.at.code:
        return _("All would rather be elsewhere, and none can go there alone")
    moving = [one.facts for one in facts.turned if moves(one)] + [one.facts for one in (ways.opened if ways else ())]
    if moving:
        opened = _opening(facts, facts.matters[0].ask if facts.matters else "")
        first = opened.facts if opened else moving[0]
        told = _("Nothing moves unless a fact turns")
        if all(first.items() <= other.items() for other in moving):
            return _shortest(_("Nothing moves without {events}", events=_events(dialogue, first)), told)
        return told
    pressure = facts.pressing
    if pressure:
        return _shortest(
            _("Pressure would open {asks}", asks=asks(dialogue, pressure[0].asks[:1]))
            if "deal" in facts.too_large
            else _("Only pressure would open {asks}", asks=asks(dialogue, pressure[0].asks[:1])),
            _("Nothing moves without pressure"),
        )
    if facts.now and facts.now.holds == "credible":
        return _("It holds only while each expects the others to answer")
    return _("It holds, and no deal, fact or pressure in the file would move it")


def _shortest(*told: str) -> str:
    """The first that is short enough, else the last."""
    return next((one for one in told if words(one) <= LONGEST), told[-1])
