"""What stands at the head of the brief: the headline, and Now, Next and If in a sentence each."""

from __future__ import annotations

from collections.abc import Sequence

from detente.analyses.facts import Deal, End, Facts, Move, PackageFacts, Standing
from detente.methods.elicitation.open_points import open_points
from detente.model.dialogue import Dialogue
from detente.report import lines, wording
from detente.report.brief.deal import signed
from detente.report.brief.phrases import LISTED, asks, parties, steps
from detente.report.brief.starts import package, unknown
from detente.report.brief.texts import harmless, leaving, suits
from detente.report.brief.turned import likely_lost
from detente.report.document import Section, Strong, Terms, Text
from detente.report.language import _, _n, _p, _r
from detente.report.page import command

LIKELY = 0.5
"""The chance beyond which it is told first of all that things cannot stay as they are."""


def section(dialogue: Dialogue, facts: Facts) -> Section:
    """Now, Next, If; above them, in a draft, what it leaves open."""
    told = (
        (_("Open"), left_open(dialogue)),
        (_("Now") if facts.now or dialogue.known else _("Where"), now(dialogue, facts)),
        (_("Next"), following(dialogue, facts)),
        (_("If"), otherwise(dialogue, facts)),
    )
    terms = tuple(((name,), text) for name, text in told if text)
    return Section(id="lead", label=_("How it stands"), finding="", blocks=(Terms(terms=terms),), part="lead")


def left_open(dialogue: Dialogue) -> Text:
    """In a draft (a file with lines that no source states) the asks of which no list says what is made of them."""
    lines = [line for preferences in dialogue.preferences.values() for line in preferences.statements]
    undecided = [point.about[0] for point in open_points(dialogue) if point.kind == "attitude"]
    if not undecided or all(line.basis == "stated" for line in lines):
        return ()
    texts = [wording.asked(dialogue, id) for id in undecided]
    return _r(
        "No line of the asked party speaks of {asks}. What to find out first: {command}.",
        asks=wording.ways(texts, 2), command=command(dialogue, "interview"),
    )  # fmt: skip


# ---- now -------------------------------------------------------------------------------------------------------------


def now(dialogue: Dialogue, facts: Facts) -> Text:
    """Whether the status quo holds, for what, and how many asks are met in it."""
    if facts.now is None:
        return (unstarted(dialogue, facts),)
    met = sum(one.now == "full" for one in facts.asks)
    count = _met(met, len(facts.asks)) + _accepted(facts)
    movers = list(dict.fromkeys(move.party for move in facts.drift.next)) if facts.drift else []
    what = _called(dialogue, facts)
    if movers:
        who = parties(dialogue, movers)
        gain = _("{parties} each gain by their own next step", parties=who) if len(movers) > 1 else _n(
            "{party} gains by its own next step", "{party} gain by their own next step",
            wording.verbs(dialogue, *movers), party=who,
        )  # fmt: skip
        restless: Text = (Strong(_p("of a state", "does not hold")),)
        return _r("{state} {holds}: {gain}{asks}.", state=what, holds=restless, gain=gain, asks=count)
    told = (Strong(_p("of a state", "holds")),)
    reason = held(dialogue, facts.now)
    if facts.now.holds == "credible" and not facts.now.barred:
        return _r("{state} {holds} {reason}{asks}.", state=what, holds=told, reason=reason, asks=count)
    return _r("{state} {holds}: {reason}{asks}.", state=what, holds=told, reason=reason, asks=count)


def unstarted(dialogue: Dialogue, facts: Facts) -> str:
    """Where there is no drift: where it can settle; or that the status quo is not wholly known."""
    open_ = unknown(dialogue)
    if not open_:
        return _settling(dialogue, facts)
    named = wording.ways([wording.small(dialogue, wording.called(dialogue, o)) for o in open_], 3)
    told = _("How things stand is not wholly known ({options}), so it is not said where they drift.", options=named)
    return f"{told} {_however(dialogue, facts)}".strip()


def _settling(dialogue: Dialogue, facts: Facts) -> str:
    """Without a status quo: where it can settle, the firm ways first."""
    every = (*facts.ways.ways, *facts.ways.others) if facts.ways else ()
    told = [_("{state} ({firmness})", state=_state(dialogue, way.shown), firmness=wording.firm(way.holds))
            for way in sorted(every, key=lambda way: way.holds != "firm")]  # fmt: skip
    if not facts.ways or not told:
        return _("From every state somebody would move on.")
    more = facts.ways.number - len(told[:LISTED])
    if more:
        told = [*told[:LISTED], _n("{n} other way", "{n} other ways", more)]
    return wording.capital(wording.either(told)) + "."


def _however(dialogue: Dialogue, facts: Facts) -> str:
    """What the drift grants whatever is not known may be."""
    every = [set(one.drift) for one in facts.status_quos]
    if not every or not facts.asks:
        return ""
    if not any(every):
        return _("However they stand, the drift grants no ask in full.")
    shared = set.intersection(*every)
    if not shared:
        return _("What the drift grants hangs on that.")
    ids = [one.ask for one in facts.asks if one.ask in shared]
    return _("However they stand, the drift grants {asks}.", asks=asks(dialogue, ids))


def _called(dialogue: Dialogue, facts: Facts) -> str:
    """What the last round left behind, by its number if there were several."""
    if dialogue.supposed:
        return _("The supposed status quo")
    if not facts.round:
        return _("The status quo")
    if len(dialogue.rounds) == 1:
        return _("What the round left")
    return _("What round {number} left", number=wording.number(len(dialogue.rounds)))


def _met(met: int, count: int) -> str:
    if not count:
        return ""
    if not met:
        return _("; neither of the two asks is met") if count == 2 else \
            _n("; the one ask is not met", "; none of {n} asks is met", count)  # fmt: skip
    if met == count:
        return _("; both asks are met") if count == 2 else \
            _n("; the one ask is met", "; all {n} asks are met", count)  # fmt: skip
    return _n("; {n} of {all} asks is met", "; {n} of {all} asks are met", met, all=wording.number(count))


def _accepted(facts: Facts) -> str:
    """How many asks were accepted when last answered, and are not met in full all the same."""
    answers = [(one, [told.answer for told in one.answers if told.answer]) for one in facts.asks]
    undone = sum(given[-1:] == ["accepted"] and one.now != "full" for one, given in answers)
    if undone and any(one.now == "full" for one in facts.asks):
        return _n(", though {n} other was accepted", ", though {n} others were accepted", undone)
    return _n(", though {n} was accepted", ", though {n} were accepted", undone) if undone else ""


def held(dialogue: Dialogue, standing: Standing) -> str:
    """What holds a state: a rule over several, fear of the others' answers, or that nobody would gain."""
    if standing.barred:
        barred = standing.barred[0]
        rule = dialogue.rule(barred.rules[0])
        return _(
            "{party} would leave it but for the rule that {rule}", party=wording.party(dialogue, barred.party),
            rule=lines.words(dialogue, rule),
        )  # fmt: skip
    if standing.holds == "credible":
        who = [one.party for one in standing.deterred]
        return _n(
            "only while {parties} expects the others to answer", "only while {parties} expect the others to answer",
            wording.verbs(dialogue, *who), parties=parties(dialogue, who),
        )  # fmt: skip
    return _("nobody gains by a step of its own")


# ---- next ------------------------------------------------------------------------------------------------------------


def following(dialogue: Dialogue, facts: Facts) -> Text:
    """The way that the drift most likely takes, and whether it holds where that ends."""
    if facts.drift is None:
        return ()
    if facts.driven_out:
        return (driven_out(dialogue, facts),)
    if unlikely := displaced(dialogue, facts):
        return (unlikely, " ", *_drifting(facts, dialogue))
    return _drifting(facts, dialogue)


def _drifting(facts: Facts, dialogue: Dialogue) -> Text:
    """The way that the drift takes where it moves, and whether it holds where that ends; else that nothing moves."""
    assert facts.drift is not None, "asked where there is a drift"
    ends = facts.drift.ends
    if not facts.drift.next:
        return (_resting(dialogue, facts),)
    first = ends[0]
    told = wording.series(_step(dialogue, move, n) for n, move in enumerate(joined(first.way)))
    if len(ends) > 1:
        chance = wording.percent(first.chance)
        more = _n("; it may also end in {n} other way", "; it may also end in {n} other ways", len(ends) - 1)
        return (wording.capital(_("{steps} ({chance}){more}.", steps=told, chance=chance, more=more)),)
    if len(first.states) > 1:
        return (wording.capital(_("{steps}; then it goes round and settles nowhere.", steps=told)),)
    return (wording.capital(_("{steps}; there it {holds}.", steps=told, holds=_there(first))),)


def _resting(dialogue: Dialogue, facts: Facts) -> str:
    """That nothing moves as things are, and the likeliest fact under which it does, where it is likely."""
    moved = [one for one in facts.turned if one.drift and one.chance and one.chance > LIKELY]
    if not moved:
        return _("If nothing is signed nothing moves; it stays as it is.")
    first = max(moved, key=lambda one: one.chance or 0)
    turned = wording.listed(wording.turned(dialogue, id, value) for id, value in first.facts.items())
    return _("If nothing is signed nothing moves as things are; it does with {facts}, which is {likelihood}.",
             facts=turned, likelihood=wording.likelihood(first.chance or 0))  # fmt: skip


def driven_out(dialogue: Dialogue, facts: Facts) -> str:
    """That the status quo cannot stay, and what drives it out."""
    turned = [wording.turned(dialogue, id, not dialogue.now[id]) for id in facts.driven_out]
    return _n("It cannot stay as it is: {facts} is certain, and then the rules leave no place for it.",
              "It cannot stay as it is: {facts} are certain, and then the rules leave no place for it.",
              len(turned), facts=wording.listed(turned))  # fmt: skip


def displaced(dialogue: Dialogue, facts: Facts) -> str:
    """That the status quo can likely not stay, by what, and what the page then speaks of; "" where it can."""
    found = facts.displaced
    if found is None or found.chance <= LIKELY:
        return ""
    turned = wording.listed(wording.turned(dialogue, id, not dialogue.now[id]) for id in found.facts[:2])
    told = _("{likelihood} it cannot stay as it is: with {facts} the rules leave no place for it; drift and chances "
             "are of the other cases.", facts=turned, likelihood=wording.likelihood(found.chance))  # fmt: skip
    return wording.capital(told)


def _there(end: End) -> str:
    standing = end.states[0]
    if standing.barred:
        return _("holds by a rule")
    return _p("of a state", "holds") if standing.holds == "firm" else _("holds for fear of an answer")


def joined(way: Sequence[Move]) -> list[Move]:
    """Steps of one party after another as one."""
    found: list[Move] = []
    for move in way:
        if found and found[-1].party == move.party:
            last = found.pop()
            move = Move(party=move.party, changes={**last.changes, **move.changes}, because=last.because)
        found.append(move)
    return found


def _step(dialogue: Dialogue, move: Move, n: int) -> str:
    what = steps(dialogue, move.changes)
    if n:  # whether it answers the step before or would come anyway is not said
        return _("then {party}: {steps}", party=wording.party(dialogue, move.party), steps=what)
    return _("{owner} next step is {steps}", owner=wording.possessive(dialogue, move.party), steps=what)


# ---- if --------------------------------------------------------------------------------------------------------------


def otherwise(dialogue: Dialogue, facts: Facts) -> Text:
    """What beats the drift; else whom the best package suits; else what pressure or facts would open."""
    deal = facts.deal
    dilemma = facts.ways.dilemma if facts.ways else None
    if facts.shared:
        return (_("Whichever it is, a package beats the drift: {steps}.", steps=package(dialogue, facts.shared[0])),)
    if deal and deal.packages and deal.against == "drift":
        lost = (wording.capital(told) for told in likely_lost(dialogue, facts))
        return (*_beating(dialogue, deal.packages[0]), *(f" {told}." for told in lost))
    if dilemma:
        return (
            _("All like {better} better than the one firm settlement: {firm}.",
              better=_state(dialogue, dilemma.better), firm=_state(dialogue, dilemma.firm)),
        )  # fmt: skip
    if deal and deal.packages:
        return _suiting(dialogue, deal)
    pressure = facts.pressing
    if pressure:
        one = pressure[0]
        told = _("pressure by {party}, {steps}, would open {asks}", party=wording.party(dialogue, one.by),
                 steps=steps(dialogue, one.changes), asks=asks(dialogue, one.asks))  # fmt: skip
        if "deal" in facts.too_large:  # then nobody knows whether a package does
            return (wording.capital(told) + ".",)
        return (_("No package beats that; {pressure}.", pressure=told),)
    if deal and facts.drift:
        return (_("No package beats that for all at the table."),)
    return ()


def _state(dialogue: Dialogue, standing: Standing) -> str:
    if standing.changes and dialogue.status_quo is not None:
        return steps(dialogue, standing.changes)
    return wording.small(dialogue, wording.state(dialogue, dialogue.state(standing.at.code)))


def _beating(dialogue: Dialogue, best: PackageFacts) -> Text:
    """A package that is better for some and worse for nobody, whether it holds and passes."""
    better, same = suits(best, "better"), suits(best, "same")
    told = _("A package is better for {parties}", parties=parties(dialogue, better))
    if same:
        told = _("{told} and costs {parties} nothing", told=told, parties=parties(dialogue, same))
    return (told, wording.semicolon(), *_holding(dialogue, best), ".")


def _suiting(dialogue: Dialogue, deal: Deal) -> Text:
    """None beats the drift: the best other package, whom it suits, and what it needs."""
    best = deal.packages[0]
    better = suits(best, "better")
    head: Text = (Strong(_("No package beats that for all")),)
    what = steps(dialogue, signed(dialogue, best), 2) if best.differs else _("the same, signed")
    if not better:
        return (*head, "; ", _("the nearest is {steps}", steps=what), ".")
    alone = _n("{steps} suits {parties} alone", "{steps} suits {parties} alone", len(better), steps=what,
               parties=parties(dialogue, better))  # fmt: skip
    return (*head, wording.colon(), alone, wording.semicolon(), *_holding(dialogue, best), ".")


def _holding(dialogue: Dialogue, one: PackageFacts) -> Text:
    if one.refused:
        return (_("at home {ratifiers} would refuse it", ratifiers=parties(dialogue, one.refused)),)
    passes = any(party.ratifies for party in dialogue.parties)
    if one.holds:
        told = _("it holds by itself") if one.holds == "firm" else _("it holds as long as each expects an answer")
        return (_("{told}, and it passes at home", told=told) if passes else told,)
    told = leaving(dialogue, one)
    if not harmless(one):
        told = _("it needs a guarantee, since {leaving}", leaving=told)
    return (_("it passes at home, but {told}", told=told) if passes else told,)
