"""Where it can settle, in the method's own words: the annex with every settlement, its code and its concepts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from detente.analyses.equilibria import Common, Equilibria, Equilibrium, SettlingWay
from detente.analyses.equilibria_at_large import INTERRUPTED
from detente.analyses.equilibria_by_part import EquilibriaByPart
from detente.engine.concepts import EVERY, NASH, SHORT, SIM
from detente.model.dialogue import Dialogue
from detente.report import lines, wording
from detente.report.brief import by_part
from detente.report.document import Block, Column, Document, Paragraph, Rows, Section, Soft, Table, Terms, Text
from detente.report.language import _, _n, figure
from detente.report.page import page, supposed
from detente.report.short import left_out

SHOWN = 20
"""The most settlements, or ways of settling, listed unless the whole page is asked for."""


def view(dialogue: Dialogue, result: Equilibria, *, most: int | None = SHOWN) -> Document:
    """The page of `detente equilibria`. `most`: list no more ways of settling than this, or settlements if few."""
    return page(
        dialogue,
        _("Settlements"),
        supposed(dialogue, result.supposed),
        _settlements(dialogue, result, most),
        _counts(dialogue, result),
        _stable(dialogue, result),
        headline=finding(result),
    )


def finding(result: Equilibria) -> str:
    """How many settlements there are, and how many of them are firm."""
    if isinstance(result, EquilibriaByPart):
        return by_part.finding(result.firm_ways)
    if not result.total:
        return _("It can settle nowhere: from every state some party would move on")
    firm, count = result.counts[NASH.name] or 0, result.settlements
    if count is None:
        return wording.capital(
            _n(
                "{states} states are stable in some sense; {n} of them is firm",
                "{states} states are stable in some sense; {n} of them are firm",
                firm, states=result.total,
            )
        )  # fmt: skip
    weaker = result.total - count
    if not count:
        return _n("It can settle nowhere; {n} state holds in a weaker sense",
                  "It can settle nowhere; {n} states hold in a weaker sense", weaker)  # fmt: skip
    if count == 1:
        told = _("It can settle in one state, firmly") if firm else _("It can settle in one state")
    elif firm == count:
        told = _n("It can settle in {n} state, firmly", "It can settle in {n} states, all firm", count)
    else:
        told = _n("It can settle in {states} states; {n} of them is firm",
                  "It can settle in {states} states; {n} of them are firm", firm, states=count)  # fmt: skip
    return _n("{told}; {n} more holds in a weaker sense", "{told}; {n} more hold in a weaker sense", weaker,
              told=told) if weaker else told  # fmt: skip


def _settlements(dialogue: Dialogue, result: Equilibria, most: int | None) -> Section:
    if isinstance(result, EquilibriaByPart):
        why = _("Counted for firm states alone; the other concepts look at the whole, which has too many.")
        told = (*by_part.table(dialogue, result), Paragraph(text=(Soft(why),), role="note"))
        return Section(
            id="settle", label=_("Where it can settle"), finding=by_part.finding(result.firm_ways), blocks=told
        )
    if result.equilibria is None:
        return Section(id="settle", label=_("Where it can settle"), finding="")
    few = most is None or len(result.equilibria) <= most
    blocks: list[Block] = []
    if result.ways and most and not few:
        blocks += _ways_table(dialogue, result, result.ways, most)
    elif result.equilibria:
        blocks.append(_listed(dialogue, result, result.equilibria if few else _firmest(result.equilibria)[:most]))
        if not few:
            more = len(result.equilibria) - len(_firmest(result.equilibria)[:most])
            blocks.append(left_out(dialogue, "equilibria", _n("{n} more settlement", "{n} more settlements", more)))
    blocks += [Paragraph(text=(text,)) for text in _ways(result)]
    blocks.append(Paragraph(text=(Soft(_searched(dialogue, result)),), role="note"))
    return Section(id="settle", label=_("Where it can settle"), finding=finding(result), blocks=tuple(blocks))


def _listed(dialogue: Dialogue, result: Equilibria, shown: tuple[Equilibrium, ...]) -> Table:
    """Settlements one by one, with code and concepts."""
    columns = (
        Column(title=_("firmness"), kind="subject"),
        Column(title=_inside(wording.differing(dialogue)), kind="text"),
    )
    rows = tuple(_row(dialogue, result, found) for found in shown)
    return Table(columns=columns, groups=(Rows(rows=rows),), note=_note(result, shown))


def _ways_table(dialogue: Dialogue, result: Equilibria, ways: tuple[SettlingWay, ...], most: int) -> Iterator[Block]:
    """The ways of settling, firm ones first: the member nearest to the status quo, and how many states each has."""
    columns = (
        Column(title=_("firmness"), kind="subject"),
        Column(title=_("states"), kind="number"),
        Column(title=_inside(wording.differing(dialogue), _("in the nearest of them")), kind="text"),
    )
    shown = sorted(ways, key=lambda way: way.firmness != "firm")[:most]
    rows = tuple(
        ((wording.firm(way.firmness),), (figure(len(way.members)),), (_what(dialogue, way.code) + ".",))
        for way in shown
    )
    words = dict.fromkeys(way.firmness for way in shown)
    yield Table(columns=columns, groups=(Rows(rows=rows),), note=(_meanings(words),))
    more = len(ways) - len(shown)
    others = result.total - sum(len(way.members) for way in ways)
    told = [_n("{n} more way of settling", "{n} more ways of settling", more)] if more else []
    told += (
        [
            _n(
                "{n} more state that is stable under some concept",
                "{n} more states that are stable under some concept",
                others,
            )
        ]
        if others
        else []
    )
    yield left_out(dialogue, "equilibria", wording.series([*told, _("codes and concepts")]))


def _ways(result: Equilibria) -> Iterator[str]:
    """In how many ways it can settle, where these are fewer than the settlements."""
    ways = result.ways or ()
    states = sum(len(way.members) for way in ways)
    if result.total > len(result.equilibria or ()) and ways:
        yield _n(
            "Of the firmest {listed:d} states {states:d} are settlements; these are {n} way of settling: every party's "
            "list reads alike in all of them.",
            "Of the firmest {listed:d} states {states:d} are settlements; these are {n} ways of settling: states in "
            "which every party's list reads alike are one.",
            len(ways), states=states, listed=len(result.equilibria or ()),
        )  # fmt: skip
    elif states > len(ways):
        yield _n(
            "The {states} settlements are {n} way of settling: every party's list reads alike in all of them.",
            "The {states} settlements are {n} ways of settling: states in which every party's list reads alike are "
            "one.",
            len(ways), states=states,
        )  # fmt: skip


def _row(dialogue: Dialogue, result: Equilibria, found: Equilibrium) -> tuple[Text, Text]:
    word = wording.firm(found.firmness) if found.firmness else _("only if all moved at once")
    told = ", ".join(SHORT[name] for name in found.concepts) + "."
    if found.held_by:
        told += f" {wording.capital(lines.barring(dialogue, found.held_by))}."
    if found.free:
        told += " " + _("Rests on a deterrent that costs its owner nothing.")
    subject = _("{firmness}, code {code}", firmness=word, code=str(found.code))
    return (subject,), (_what(dialogue, found.code) + ".", Soft(" " + told))


def _inside(title: str, *more: str) -> str:
    """A title as these columns are written, with a small letter."""
    return ", ".join([title[:1].lower() + title[1:], *more])


def _what(dialogue: Dialogue, code: int) -> str:
    what = wording.ways(wording.difference(dialogue, dialogue.state(code), dialogue.status_quo), 8)
    return wording.capital(what or wording.unchanged(dialogue))


def _firmest(found: tuple[Equilibrium, ...]) -> tuple[Equilibrium, ...]:
    """Of many only the firmest kind, since what weaker ones share says more than a list of them."""
    return tuple(e for e in found if e.firmness == found[0].firmness)


def _note(result: Equilibria, shown: tuple[Equilibrium, ...]) -> Text:
    """How many are left out, and what the words for firmness mean."""
    here: list[str] = [found.firmness or "none" for found in shown]
    left = {word: count - here.count(word) for word, count in result.firmness.items() if count > here.count(word)}
    words = dict.fromkeys(word for word in (*here, *left) if word != "none")
    ruled = any(found.held_by for found in shown)
    kinds = wording.listed(_kind(word, count) for word, count in left.items())
    more = _("Not listed: {settlements}.", settlements=kinds) if left else ""
    return (" ".join(part for part in (more, _meanings(words, ruled)) if part),)


def _meanings(words: Iterable[str], ruled: bool = False) -> str:
    """What the words for firmness mean. `ruled`: a rule over several parties holds some of them."""
    told = [_("{word}: {meaning}", word=wording.firm(w), meaning=wording.firmness(w, ruled=ruled)) for w in words]
    return wording.capital(wording.series(told)) + "." if told else ""


def _kind(word: str, count: int) -> str:
    if word == "none":
        return _n("{n:d} held by simultaneous moves alone", "{n:d} held by simultaneous moves alone", count)
    return f"{figure(count)} {wording.firm(word) if count == 1 else wording.firm_ones(word)}"


def _searched(dialogue: Dialogue, result: Equilibria) -> str:
    states = result.states
    told = _(
        "Searched exactly: {feasible:d} states that can be, of {possible:d}.",
        feasible=states.feasible,
        possible=states.possible,
    )
    if result.counts[SIM.name] is None:
        told += " " + (_("SIM does not know rules that bind one party alone, and is left out.") if dialogue.own_rules
                       else _("SIM is left out beyond {states:d} states.", states=65536))  # fmt: skip
    if result.engine == "diagrams":
        told += " " + _("The states were not laid out one by one, but held as decision diagrams.")
    if result.unknown:
        open_ = wording.listed(SHORT[concept] for concept in result.unknown)
        if INTERRUPTED in result.unknown.values():
            told += " " + _("Not known: {concepts}; the work was interrupted.", concepts=open_)
        else:
            told += " " + _("Not known: {concepts}; there was no end within time and memory.", concepts=open_)
    return told


def _counts(dialogue: Dialogue, result: Equilibria) -> Section:
    """How many states are stable for all under each concept, and what these share."""
    common = {found.of: found for found in result.common}
    rows = tuple(
        ((concept.short,), ("–" if count is None else figure(count),), (_shared(dialogue, common.get(concept.name)),))
        for concept in EVERY
        for count in [result.counts[concept.name]]
    )
    columns = (
        Column(title=_("stable for all"), kind="subject"),
        Column(title=_("states"), kind="number"),
        Column(title=_("what they share"), kind="text"),
    )
    blocks: list[Block] = [Table(columns=columns, groups=(Rows(rows=rows),))]
    whole = common.get("any")
    if whole and whole.count > 1:
        blocks.append(Terms(terms=tuple(_terms(dialogue, whole))))
    if result.equilibria is None:  # else it is said below the list
        blocks.append(Paragraph(text=(Soft(_searched(dialogue, result)),), role="note"))
    return Section(id="counts", label=_("Counts"), finding=_("How many, concept by concept"), blocks=tuple(blocks))


def _shared(dialogue: Dialogue, common: Common | None) -> str:
    """Whether the status quo is among them, and how many options are open."""
    if common is None:
        return ""
    here = _("The status quo is one of them.") if common.status_quo else ""
    if common.count == 1:
        return here
    same = len(common.always) + len(common.never)
    told = _("The same in all: {same:d} of {options:d} options.", same=same, options=len(dialogue.options))
    return f"{told} {here}" if here else told


def _terms(dialogue: Dialogue, common: Common) -> Iterator[tuple[Text, Text]]:
    """Options that all settlements, of whatever concept, take, leave, or differ in."""
    for title, found in ((_("In all"), common.always), (_("In none"), common.never), (_("In some"), common.open)):
        if found:
            yield (title,), (wording.listed(wording.quoted(wording.called(dialogue, id)) for id in found),)


def _stable(dialogue: Dialogue, result: Equilibria) -> Section:
    """For each party how many states are stable, if asked for."""
    if result.stable is None:
        return Section(id="stable", label=_("Stable states"), finding="")
    rows = tuple(
        ((SHORT[concept],), (figure(len(codes)),), (wording.capital(wording.party(dialogue, party)),))
        for concept, by_party in result.stable.items()
        for party, codes in by_party.items()
    )
    columns = (
        Column(title=_("concept"), kind="subject"),
        Column(title=_("states"), kind="number"),
        Column(title=_("stable for"), kind="text"),
    )
    table = Table(columns=columns, groups=(Rows(rows=rows),), note=(_("The codes are in the JSON."),))
    return Section(
        id="stable", label=_("Stable states"), finding=_("States that each party would not leave"), blocks=(table,)
    )
