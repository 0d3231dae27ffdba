"""Who, acting together, upsets a settlement: the smallest such coalitions, where they would go, and how."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analyses.coalitions import Coalitions, Held, Target, Upset
from detente.engine.concepts import SHORT
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.document import Block, Document, Items, Paragraph, Section, Soft, Strong, Text
from detente.report.language import _, _n, _r
from detente.report.page import page
from detente.report.short import left_out

UPSETS = ("upset_seq", "upset_smr", "upset_gmr", "upset_nash")
"""Strictest first: whom no credible answer holds back, … , who gains at once whatever the others would do."""


def view(dialogue: Dialogue, result: Coalitions, *, most: int | None = None) -> Document:
    """The page of `detente coalitions`. `most`: tell no more settlements than this."""
    return page(dialogue, _("Coalitions"), section(dialogue, result, most), headline=finding(dialogue, result))


def finding(dialogue: Dialogue, result: Coalitions) -> str:
    """How many settlements no coalition upsets."""
    count = len(result.states)
    if not count and result.number:
        return wording.capital(_n("{n} settlement, not shown", "{n} settlements, none shown", result.number))
    if not count:
        return _("There is no settlement to upset")
    held = sum(_upsets(state) is None for state in result.states)
    if result.concept:
        return wording.capital(_settlements(held, count, more=result.ways > count))
    return wording.capital(_asked(held, count))


def _settlements(held: int, count: int, *, more: bool) -> str:
    if count == 1 and held:
        return _("no coalition upsets the one settlement")
    if count == 1:
        return _("a coalition would upset the one settlement")
    if more:
        return (
            _n(
                "{n} of the first {count} ways of settling would hold against every coalition",
                "{n} of the first {count} ways of settling would hold against every coalition",
                held,
                count=count,
            )
            if held
            else _("none of the first {count} ways of settling would hold against every coalition", count=count)
        )
    if not held:
        return _("none of the {count} settlements would hold against every coalition", count=count)
    return _n(
        "{n} of the {count} settlements would hold against every coalition",
        "{n} of the {count} settlements would hold against every coalition",
        held,
        count=count,
    )


def _asked(held: int, count: int) -> str:
    if count == 1 and held:
        return _("no coalition upsets the state asked about")
    if count == 1:
        return _("a coalition would upset the state asked about")
    if not held:
        return _("none of the {count} states asked about would hold against every coalition", count=count)
    return _n(
        "{n} of the {count} states asked about would hold against every coalition",
        "{n} of the {count} states asked about would hold against every coalition",
        held,
        count=count,
    )


def section(dialogue: Dialogue, result: Coalitions, most: int | None = None) -> Section:
    """Each settlement: who would upset it together, and where they would go."""
    blocks: list[Block] = []
    for state in result.states[:most]:
        blocks.extend(_state(dialogue, state))
    if more := len(result.states[most:]) if most else 0:
        kinds = (
            _n("{n} more settlement", "{n} more settlements", more)
            if result.concept
            else _n("{n} more of the states asked about", "{n} more of the states asked about", more)
        )
        blocks.append(left_out(dialogue, "coalitions", kinds))
    if result.number > len(result.states) > 0:
        blocks.append(Paragraph(text=(Soft(_looked_at(result)),), role="note"))
    if result.states:
        parties = wording.listed(wording.party(dialogue, party) for party in result.parties)
        tried = _("All coalitions of {parties} were tried.", parties=parties)
        blocks.append(Paragraph(text=(Soft(tried),), role="note"))
    return Section(id="coalitions", label=_("Coalitions"), finding=finding(dialogue, result), blocks=tuple(blocks))


def _looked_at(result: Coalitions) -> str:
    """Which settlements were looked at, of how many in how many ways."""
    some, ways, number = len(result.states), result.ways, result.number
    if ways > some:
        return _("Looked at: the nearest settlement of {some:d} ways of settling, of {ways:d} ({all:d} states, "
                 "whatever a threat costs).",
                 some=some, ways=ways, all=number)  # fmt: skip
    return _("Looked at: the nearest settlement of each way of settling; {all:d} states are {ways:d} ways, "
             "whatever a threat costs.",
             ways=ways, all=number)  # fmt: skip


def _upsets(state: Held) -> tuple[Upset, ...] | None:
    """The smallest coalitions that upset it under the strictest concept that lets any; None: none does."""
    for name in UPSETS:
        found: tuple[Upset, ...] = getattr(state, name)
        if found:
            return found
    return None


def _state(dialogue: Dialogue, state: Held) -> Iterator[Block]:
    name = wording.ways(wording.difference(dialogue, dialogue.state(state.code), dialogue.status_quo), 6)
    title = Strong(wording.capital(name or wording.unchanged(dialogue)) + ". ")
    upsets = _upsets(state)
    if upsets is None:
        yield Paragraph(text=(title, _("No coalition upsets it.")))
        return
    holds = wording.listed(SHORT[c] for c in state.universal)
    told = (" ", Soft(_("Under {concepts} none does.", concepts=holds))) if holds else ()
    yield Paragraph(text=(title, _("Upset by a coalition."), *told))
    yield Items(items=tuple(_upset(dialogue, state, upset) for upset in upsets))


def _upset(dialogue: Dialogue, state: Held, upset: Upset) -> Text:
    who = wording.listed(wording.party(dialogue, party) for party in upset.coalition)
    alone = _("{party} alone", party=who)
    coalition = Strong(wording.capital(_("{parties} together", parties=who) if len(upset.coalition) > 1 else alone))
    orders = {tuple(leg.party for leg in target.route) for target in upset.told[:2]}
    targets = [_target(dialogue, state, target, ordered=len(orders) > 1) for target in upset.told[:2]]
    if len(orders) == 1 and len(upset.told[0].route) > 1:
        order = wording.listed_in_order(wording.party(dialogue, leg.party) for leg in upset.told[0].route)
        coalition = Strong(wording.capital(_("{parties}, in this order,", parties=order)))
    more = len(upset.unanswered) - len(targets)
    if more:
        targets.append(_n("{n} more target", "{n} more targets", more))
    return _r("{coalition} would bring about: {targets}.", coalition=(coalition,), targets=wording.series(targets))


def _target(dialogue: Dialogue, state: Held, target: Target, *, ordered: bool) -> str:
    """Where a coalition would go, in which order (`ordered`) its members would move, and whether it would last."""
    there = wording.difference(dialogue, dialogue.state(target.place.code), dialogue.state(state.code))
    told = wording.ways([wording.small(dialogue, phrase) for phrase in there], 5)
    if ordered and len(target.route) > 1:
        order = wording.listed_in_order(wording.party(dialogue, leg.party) for leg in target.route)
        told = _("{target} (in this order: {parties})", target=told, parties=order)
    return told if target.equilibrium else _("{target}, which would not last", target=told)
