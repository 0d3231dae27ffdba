"""What stands at the head of the brief: the headline, and Now, Next and If in a sentence each."""

from __future__ import annotations

from collections.abc import Sequence

from detente.analyses.facts import End, Facts, Move, Standing
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.brief.phrases import asks, change, parties, steps, words
from detente.report.document import Section, Strong, Terms, Text
from detente.report.language import _, _n, _p, _r

LONGEST = 12
"""Words of a headline."""


def section(dialogue: Dialogue, facts: Facts) -> Section:
    """Now, Next, If."""
    told = ((_("Now"), now(dialogue, facts)), (_("Next"), following(dialogue, facts)))
    terms = tuple(((name,), text) for name, text in told if text)
    return Section(id="lead", label=_("How it stands"), finding="", blocks=(Terms(terms=terms),), part="lead")


# ---- now -------------------------------------------------------------------------------------------------------------


def now(dialogue: Dialogue, facts: Facts) -> Text:
    """Whether the status quo holds, for what, and how many asks are met in it."""
    if facts.now is None:
        return (_("The file names no status quo, so there is nothing to drift from."),)
    met = sum(one.now == "full" for one in facts.asks)
    count = _met(met, len(facts.asks))
    movers = list(dict.fromkeys(move.party for move in facts.drift.next)) if facts.drift else []
    what = _called(dialogue, facts)
    if movers:
        gain = _n(
            "{party} gains by its own next step", "{parties} each gain by their own next step", len(movers),
            party=parties(dialogue, movers), parties=parties(dialogue, movers),
        )  # fmt: skip
        restless: Text = (Strong(_p("of a state", "does not hold")),)
        return _r("{state} {holds}: {gain}{asks}.", state=what, holds=restless, gain=gain, asks=count)
    told = (Strong(_p("of a state", "holds")),)
    return _r("{state} {holds}: {reason}{asks}.", state=what, holds=told, reason=held(dialogue, facts.now), asks=count)


def _called(dialogue: Dialogue, facts: Facts) -> str:
    """What the last round left behind, by the round's title if it has one."""
    if facts.round:
        title = dialogue.round(facts.round).title
        return wording.capital(title) if title else _("What the last round left")
    return _("The status quo")


def _met(met: int, count: int) -> str:
    if not count:
        return ""
    if not met:
        return _n("; the one ask is not met", "; none of {n} asks is met", count)
    if met == count:
        return _n("; the one ask is met", "; all {n} asks are met", count)
    return _n("; {n} of {all} asks is met", "; {n} of {all} asks are met", met, all=wording.number(count))


def held(dialogue: Dialogue, standing: Standing) -> str:
    """What holds a state: a rule over several, fear of the others' answers, or that nobody would gain."""
    if standing.barred:
        barred = standing.barred[0]
        rule = dialogue.rule(barred.rules[0])
        return _(
            "{party} would leave it but for the rule that {rule}", party=wording.party(dialogue, barred.party),
            rule=wording.small(dialogue, rule.because) or wording.condition(dialogue, rule.never),
        )  # fmt: skip
    if standing.holds == "credible":
        who = parties(dialogue, [one.party for one in standing.deterred])
        return _("only while {parties} expect the others to answer", parties=who) if len(standing.deterred) > 1 else \
            _("only while {party} expects the others to answer", party=who)  # fmt: skip
    return _("nobody gains by a step of its own")


# ---- next ------------------------------------------------------------------------------------------------------------


def following(dialogue: Dialogue, facts: Facts) -> Text:
    """The way that the drift most likely takes, and whether it holds where that ends."""
    if facts.drift is None:
        return ()
    ends = facts.drift.ends
    if not facts.drift.next:
        return (_("If nothing is signed nothing moves; it stays as it is."),)
    first = ends[0]
    told = wording.series(_step(dialogue, move, n) for n, move in enumerate(_joined(first.way)))
    if len(ends) > 1:
        chance = wording.percent(first.chance)
        more = _n("; it may also end in {n} other way", "; it may also end in {n} other ways", len(ends) - 1)
        return (wording.capital(_("{steps} ({chance}){more}.", steps=told, chance=chance, more=more)),)
    if len(first.states) > 1:
        return (wording.capital(_("{steps}; then it goes round and settles nowhere.", steps=told)),)
    return (wording.capital(_("{steps}; there it {holds}.", steps=told, holds=_there(first))),)


def _there(end: End) -> str:
    standing = end.states[0]
    if standing.barred:
        return _("holds by a rule")
    return _p("of a state", "holds") if standing.holds == "firm" else _("holds for fear of an answer")


def _joined(way: Sequence[Move]) -> list[Move]:
    """Steps of one party after another as one."""
    found: list[Move] = []
    for move in way:
        if found and found[-1].party == move.party:
            last = found.pop()
            move = Move(party=move.party, changes={**last.changes, **move.changes}, because=last.because)
        found.append(move)
    return found


def _step(dialogue: Dialogue, move: Move, n: int) -> str:
    whose, what = wording.possessive(dialogue, move.party), steps(dialogue, move.changes)
    if not n:
        return _("{owner} next step is {steps}", owner=whose, steps=what)
    return _("{owner} answer is {steps}", owner=whose, steps=what) if n == 1 else \
        _("then {party}: {steps}", party=wording.party(dialogue, move.party), steps=what)  # fmt: skip


# ---- headline --------------------------------------------------------------------------------------------------------


def headline(dialogue: Dialogue, facts: Facts) -> str:
    """What the drift, the deal or a fact changes that matters most, in one clause; else that it holds."""
    if facts.drift is None:
        return _("No status quo is stated: where it can settle, not where it drifts")
    came = [id for id in facts.order if facts.ask(id).new and facts.ask(id).drift == "full"]
    left = [id for id in facts.order if facts.ask(id).drift == "not"]
    if came:
        first, other = asks(dialogue, came[:1]), asks(dialogue, left[:1])
        told = _("Left alone, the talks lead to {asks}", asks=first)
        return _shortest(_("{told}, not {other}", told=told, other=other), told) if left else told
    if facts.drift.next:
        move = facts.drift.next[0]
        id, level = next(iter(move.changes.items()))
        party = wording.party(dialogue, move.party)
        return _("Left alone, {party} moves to {step}", party=party, step=change(dialogue, id, level))
    return _("As things stand nothing moves unless something is signed")


def _shortest(*told: str) -> str:
    """The first that is short enough, else the last."""
    return next((one for one in told if words(one) <= LONGEST), told[-1])
