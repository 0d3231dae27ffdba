"""What will probably happen: each ask's likelihood in words and numbers, and what it hangs on."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analyses.outlook import AskChance, End, EquilibriumChance, Outlook
from detente.methods.chances.combinations import Item
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.document import Bar, Cell, Column, Document, Paragraph, Rows, Section, Table
from detente.report.language import _, _n, figure
from detente.report.page import page

SHOWN, FREE = 8, 3
"""Ends and settlements shown, and settlements that rest on a free deterrent."""


def view(dialogue: Dialogue, result: Outlook) -> Document:
    """The page of `detente outlook`."""
    sections = [part(dialogue, result) for part in (section, _ends, _settles, _matters)]
    return page(dialogue, _("Outlook"), *sections, headline=finding(result))


def section(dialogue: Dialogue, result: Outlook, about: str = "") -> Section:
    """Every ask, the likeliest first, with its band; then what matters most, and how it was counted.

    `about`: the ask that the headline speaks of, if it is in doubt.
    """
    said = Column(title=_("in words"))
    columns = (Column(kind="subject"), Column(kind="bar"), Column(kind="number", title="%"), said)
    rows = tuple(_row(dialogue, chance) for chance in sorted(result.asks, key=lambda chance: -chance.chance))
    table = Table(columns=columns, groups=(Rows(rows=rows),)) if rows else None
    hangs = tuple(Paragraph(text=(text,)) for text in (*_signature(dialogue), *_hangs(dialogue, result)))
    counted = Paragraph(text=(_counted(result),), role="note")
    blocks = (*((table,) if table else ()), *hangs, counted)
    return Section(id="outlook", label=_("Outlook"), finding=_headline(dialogue, result, about), blocks=blocks)


def _signature(dialogue: Dialogue) -> Iterator[str]:
    """That these are the chances without a signature, where the file says how likely one is."""
    if dialogue.signature is not None:
        likely = wording.likelihood(dialogue.signature.chance.value)
        yield _("These are the chances if nothing is signed; the file calls a signature {likely}.", likely=likely)


def finding(result: Outlook) -> str:
    """How much is uncertain; first of all, if it was interrupted."""
    if not result.complete:
        share = wording.percent(result.covered)
        return _("Interrupted: these are the figures of {share} of the work", share=share)
    if not result.items:
        return _("Nothing in the file is uncertain: this is the one result")
    return wording.capital(
        _n("{n} line of the file uncertain", "{n} lines of the file uncertain", len(result.items))
    )


def _headline(dialogue: Dialogue, result: Outlook, about: str) -> str:
    """How likely an ask in doubt is: the one named, else the least likely."""
    if not result.items:
        return finding(result)
    least = doubted(result, about)
    if result.left_out > 0.5:
        share = wording.percent(result.left_out)
        return _("In {share} of the cases it cannot stay as it is; told is where the others lead", share=share)
    if least is None:
        told = _sure(dialogue, result)
    else:
        text = wording.ask(dialogue, least.ask)
        ask = wording.small(dialogue, text) if result.horizon else text
        # A colon: whether an ask is one thing or several ("limits") is not known, so no verb agrees with it.
        told = _("{ask}: {chance}", ask=ask, chance=wording.likelihood(least.chance))
    if result.horizon:
        told = _("{when}, {told}", when=wording.by_date(result.horizon), told=told)
    return wording.capital(told)


def _sure(dialogue: Dialogue, result: Outlook) -> str:
    """That every case gives the same, and whether that is all that was asked, or none of it."""
    comes = {chance.chance for chance in result.asks}
    if dialogue.signature is not None:
        never = _("nothing that was asked comes in full, if nothing is signed")
        all_, mixed = _("all that was asked comes, if nothing is signed"), _(
            "what comes in full and what does not is the same in every case, if nothing is signed")  # fmt: skip
    else:
        never = _("nothing that was asked comes in full, whatever else happens")
        all_, mixed = _("all that was asked comes, whatever else happens"), _(
            "what comes in full and what does not is the same, whatever else happens")  # fmt: skip
    return never if comes == {0} else all_ if comes == {1} else mixed


def doubted(result: Outlook, about: str) -> AskChance | None:
    """The ask in doubt that the headline speaks of: the one named, else the least likely."""
    open_ = [chance for chance in result.asks if 0 < chance.chance < 1]
    return min(open_, key=lambda chance: (chance.ask != about, chance.chance), default=None)


def _row(dialogue: Dialogue, chance: AskChance) -> tuple[Cell, ...]:
    certain = chance.chance in (0, 1)
    _word, low, high = wording.band(chance.chance)
    bar = Bar(chance.chance) if certain else Bar(chance.chance, low, high)
    number = wording.hundredths(chance.chance)
    return ((wording.ask(dialogue, chance.ask),), bar, (number,), (wording.likelihood(chance.chance),))


def _hangs(dialogue: Dialogue, result: Outlook) -> Iterator[str]:
    """For the asks in doubt, the item that makes most of the difference; asks with the same item together."""
    most: dict[str, list[str]] = {}
    for ask in dict.fromkeys(one.ask for one in result.differences):
        first = next(one for one in result.differences if one.ask == ask)
        most.setdefault(first.item, []).append(wording.asked(dialogue, ask))
    items = {item.id: item for item in result.items}
    for item, asks in most.items():
        told = wording.capital(wording.listed(asks))
        yield _("{asks}: most hangs on whether {condition}.", asks=told, condition=_told(dialogue, items[item]))


def _told(dialogue: Dialogue, item: Item) -> str:
    if item.kind == "circumstance":
        return wording.fact(dialogue, item.id, True)
    if item.kind == "rule":
        return _("the rule “{rule}” stands", rule=dialogue.rule(item.id).because or item.id)
    party, statement = dialogue.statement(item.id)
    because = statement.because or wording.condition(dialogue, statement.want)
    return _(
        "this weighs with {party}: {reason}",
        party=wording.party(dialogue, party), reason=wording.small(dialogue, because),
    )  # fmt: skip


def _counted(result: Outlook) -> str:
    if not result.items:
        return _("No circumstance has a chance and no line is less than certain.")
    if result.mode == "drawn":
        how = _(
            "Drawn {draws:d} times (seed {seed}); with 95 % confidence all asks are within {error} of the exact. Taken "
            "as independent; the chances are the analyst's.",
            draws=result.draws, seed=str(result.seed), error=_points(result.error),
        )  # fmt: skip
    else:
        how = _n(
            "Weighted exactly over {combinations:d} combinations of {n:d} uncertain line, taken as independent; the "
            "chances are the analyst's.",
            "Weighted exactly over {combinations:d} combinations of {n:d} uncertain lines, taken as independent; the "
            "chances are the analyst's.",
            len(result.items), combinations=result.combinations,
        )  # fmt: skip
    sentences = [how]
    if result.left_out:
        share = wording.percent(result.left_out)
        sentences.append(_("{share} of the weight has no sound status quo and is left out.", share=share))
    if not result.complete:
        sentences.append(_("Interrupted: what is missing may be otherwise."))
    return " ".join(sentences)


def _ends(dialogue: Dialogue, result: Outlook) -> Section:
    """How play from the status quo ends, the likeliest ends first."""
    shown = result.ends[:SHOWN]
    rows = tuple(((_end(dialogue, one),), (wording.likelihood(one.chance),)) for one in shown)
    columns = (Column(kind="subject", title=_("where it ends")), Column(title=_("how likely")))
    more = len(result.ends) - len(shown)
    less = wording.capital(_n("{n} more end is less likely.", "{n} more ends are less likely.", more))
    table = Table(columns=columns, groups=(Rows(rows=rows),), note=(less,) if more > 0 else ())
    moves = _("It takes {count} moves from the status quo on average", count=figure(result.expected_moves, 1))
    if not result.expected_moves:
        moves = _("Nothing moves")
    return Section(id="ends", label=_("Where it ends"), finding=moves, blocks=(table,))


def _end(dialogue: Dialogue, end: End) -> str:
    """A state where play stays, or those among which it goes round."""
    states = [wording.state(dialogue, dialogue.state(code)) for code in end.codes]
    if len(states) == 1:
        return states[0]
    return _("it goes round among these for ever: {states}", states=" / ".join(states))


def _settles(dialogue: Dialogue, result: Outlook) -> Section:
    """How likely it can settle where, whether or not play leads there; those that rest on a free deterrent apart."""
    found = result.equilibria or ()
    solid = [one for one in found if not one.free][:SHOWN]
    free = [one for one in found if one.free][:FREE]
    columns = (
        Column(kind="subject", title=_("where it can settle")), Column(title=_("how likely")),
        Column(kind="number", title=_("firm")),
    )  # fmt: skip
    groups = [Rows(rows=tuple(_settlement(dialogue, one) for one in solid))] if solid else []
    if free:
        title = _("Only by a threat that costs its owner nothing")
        groups.append(Rows(title=title, rows=tuple(_settlement(dialogue, one) for one in free)))
    more = result.equilibrium_count - len(solid) - len(free)
    rest = _n("{n} more state is not shown.", "{n} more states are not shown.", more)
    told = [_("Firm: percent of the cases in which nobody could do better by a move of its own.")]
    note = " ".join([*told, wording.capital(rest)] if more > 0 else told)
    table = (Table(columns=columns, groups=tuple(groups), note=(note,)),) if groups else ()
    return Section(id="settles", label=_("Where it can settle"), finding=_where(result), blocks=table)


def _where(result: Outlook) -> str:
    """In how many states it can settle in some case. Where not all are listed, it is not known of how many of them
    that is so by a threat that costs nothing alone: they are counted with the others, and by another word."""
    found, count = result.equilibria or (), result.equilibrium_count
    if len(found) < count:
        return wording.capital(
            _n("{n} state is firm or credible in some case, whatever a threat costs",
               "{n} states are firm or credible in some case, whatever a threat costs", count)
        )  # fmt: skip
    free = sum(bool(one.free) for one in found)
    told = _n("It can settle in {n} state in some case", "It can settle in {n} states in some case", count - free)
    return _n("{told}; {n} more would take a threat that costs nothing",
              "{told}; {n} more would take threats that cost nothing", free, told=told) if free else told  # fmt: skip


def _settlement(dialogue: Dialogue, one: EquilibriumChance) -> tuple[Cell, ...]:
    state = wording.state(dialogue, dialogue.state(one.code))
    return (state,), (wording.likelihood(one.credible),), (wording.hundredths(one.firm),)


def _matters(dialogue: Dialogue, result: Outlook) -> Section:
    """What each uncertain line changes: the ends as a whole, and the ask that it changes most."""
    items = {item.id: item for item in result.items}
    columns = (
        Column(kind="subject", title=_("whether")), Column(kind="number", title=_("ends")),
        Column(title=_("changes most")),
    )  # fmt: skip
    rows = tuple(
        (
            (_told(dialogue, items[one.item]),),
            (wording.hundredths(one.distance),),
            (_most(dialogue, result, one.item),),
        )
        for one in result.shifts
    )
    note = (_("Ends: percent of their chances that lie elsewhere. Points: with it, less without."),)
    table = (Table(columns=columns, groups=(Rows(rows=rows),), note=note),) if rows else ()
    return Section(id="matters", label=_("What it hangs on"), finding=_("What each line changes"), blocks=table)


def _most(dialogue: Dialogue, result: Outlook, item: str) -> str:
    """The ask that an item changes most, with the points."""
    found = [one for one in result.differences if one.item == item]
    if not found:
        return ""
    most = max(found, key=lambda one: abs(one.difference))
    points = ("+" if most.difference > 0 else "−") + figure(abs(most.difference) * 100)
    return _("{ask} ({points} points)", ask=wording.ask(dialogue, most.ask), points=points)


def _points(error: float) -> str:
    """An error in percentage points."""
    return _("{number} points", number=figure(error * 100, 1))
