"""Who misreads whom: what each expects and will not be, what surprises it, and whose correction would matter."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analyses.views import Correction, Surprise, Views
from detente.methods.chances.playout import Playout
from detente.methods.settling.ways import Grouped
from detente.model.dialogue import Dialogue
from detente.report import lines, wording
from detente.report.document import Block, Document, Items, Paragraph, Section, Soft, Strong, Text
from detente.report.language import _, _n, _r
from detente.report.page import page
from detente.report.short import left_out

SHOWN = 4


def view(dialogue: Dialogue, result: Views, *, most: int | None = None) -> Document:
    """The page of `detente views`. `most`: tell no more of each list than this."""
    return page(
        dialogue,
        _("Views"),
        section(dialogue, result, 2 * most if most else None),
        _surprises(dialogue, result, most),
        _corrections(dialogue, result, most),
        headline=finding(dialogue, result),
    )


def finding(dialogue: Dialogue, result: Views) -> str:
    """Who expects a settlement that will not be."""
    if not result.believers:
        return _("No misreading stands in the file")
    wrong = [party for party in result.believers if result.false_hopes.get(party)]
    if not wrong:
        return _("The misreadings in the file lead nobody to expect what will not be")
    told = _n(
        "{parties} expects a settlement that will not be",
        "{parties} expect a settlement that will not be",
        wording.verbs(dialogue, *wrong),
        parties=wording.listed(wording.party(dialogue, party) for party in wrong),
    )
    return wording.capital(told)


def section(dialogue: Dialogue, result: Views, most: int | None = None) -> Section:
    """What each party that misreads another believes, and expects for that."""
    blocks: list[Block] = []
    told = _where(dialogue, result)
    if told and result.believers:
        blocks.append(Paragraph(text=(told,)))
    items = tuple(item for party in result.believers for item in _believer(dialogue, result, party))
    blocks.extend(_cut(dialogue, items, most, len(items)))
    return Section(id="views", label=_("Who misreads whom"), finding=finding(dialogue, result), blocks=tuple(blocks))


def _believer(dialogue: Dialogue, result: Views, party: str) -> Iterator[Text]:
    who, count = wording.party(dialogue, party), wording.verbs(dialogue, party)
    for view in dialogue.views:
        if view.who == party != view.of:
            told = wording.small(dialogue, view.because) or _("its list is not as the file has it")
            of = wording.party(dialogue, view.of)
            title = _("{party} on {other}", party=who, other=of)
            evidence = (*lines.basis(view.basis), *lines.sources(view.evidence))
            yield (Strong(wording.capital(title) + wording.colon()), told, *evidence, ".")
    hopes, unseen = result.false_hopes_ways[party], result.unforeseen_ways[party]
    if hopes.states:
        seen = _against(dialogue, result, hopes)
        told = _n("{party} expects, but will not see: {states}.", "{party} expect, but will not see: {states}.",
                  count, party=who, states=seen)  # fmt: skip
        yield (wording.capital(told),)
    if unseen.states:
        seen = _against(dialogue, result, unseen)
        told = _n("{party} does not expect, but may see: {states}.", "{party} do not expect, but may see: {states}.",
                  count, party=who, states=seen)  # fmt: skip
        yield (wording.capital(told),)


def _states(dialogue: Dialogue, found: Grouped) -> str:
    """Some states by name, and how many more ways of settling there are."""
    return _named([_place(dialogue, code) for code in found.nearest[:2]], found)


def _against(dialogue: Dialogue, result: Views, found: Grouped) -> str:
    """The same beside where it settles, if that is one state and has been named: only what differs from it."""
    return _named([_beside(dialogue, result, code) for code in found.nearest[:2]], found)


def _beside(dialogue: Dialogue, result: Views, code: int) -> str:
    if len(result.true) != 1 or result.equilibria != result.true:
        return _place(dialogue, code)
    if code == result.true[0]:
        return _("this settlement")
    changes = wording.difference(dialogue, dialogue.state(code), dialogue.state(result.true[0]))
    if len(changes) >= len(_difference(dialogue, code)):
        return _place(dialogue, code)
    inside = [wording.small(dialogue, change) for change in changes]
    return _("this settlement with {changes}", changes=wording.ways(inside, 5))


def _named(names: list[str], found: Grouped) -> str:
    first, *others = names
    told = _("{state}; or {other}", state=first, other=others[0]) if others else first
    more = found.ways - len(names)
    if more > 0:
        told = _n("{states}; or {n} way more", "{states}; or {n} ways more", more, states=told)
    if found.states == found.ways:
        return told
    return _n("{states} ({n:d} state in all)", "{states} ({n:d} states in all)", found.states, states=told)


def _place(dialogue: Dialogue, code: int) -> str:
    phrases = [wording.small(dialogue, phrase) for phrase in _difference(dialogue, code)]
    return wording.ways(phrases, 5) or wording.unchanged(dialogue)


def _difference(dialogue: Dialogue, code: int) -> list[str]:
    return wording.difference(dialogue, dialogue.state(code), dialogue.status_quo)


def _where(dialogue: Dialogue, result: Views) -> str:
    """Where everybody stays by its own picture, against the file as it is."""
    if set(result.equilibria) == set(result.true):
        if not result.true:
            return ""
        return _(
            "All the same it settles where it would without any misreading: {states}.",
            states=_states(dialogue, result.true_ways),
        )
    new, gone = result.only_misread, result.kept_from
    told = [_("only by misreading it can settle in {states}", states=_states(dialogue, new))] if new.states else []
    told += [_("misreading keeps it from {states}", states=_states(dialogue, gone))] if gone.states else []
    return wording.capital(wording.series(told)) + "."


def _cut(dialogue: Dialogue, items: tuple[Text, ...], most: int | None, number: int) -> Iterator[Block]:
    """The first of some items, `number` in all, and how many are left out."""
    if items:
        yield Items(items=items[:most])
    more = number - len(items[:most])
    if more and most:
        yield left_out(dialogue, "views", _n("{n} more", "{n} more", more))


def _surprises(dialogue: Dialogue, result: Views, most: int | None) -> Section:
    """Who counts on whom to stay, and is left: where it is headed, unless the whole is asked for."""
    ahead = [s for s in result.surprises if s.status_quo or s.expected]
    others = [s for s in result.surprises if s not in ahead]
    told = ahead[:SHOWN] if most else [*ahead, *others]
    items = tuple(_surprise(dialogue, result, one) for one in told)
    blocks = list(_cut(dialogue, items, most, result.surprise_count))
    if not most and result.surprise_count > len(items):
        more = _n("{n:d} more, not worked out.", "{n:d} more, not worked out.", result.surprise_count - len(items))
        blocks.append(Paragraph(text=(Soft(more),), role="note"))
    count = wording.capital(_n("{n} surprise", "{n} surprises", result.surprise_count))
    return Section(id="surprises", label=_("Surprises"), finding=count, blocks=tuple(blocks))


def _surprise(dialogue: Dialogue, result: Views, one: Surprise) -> Text:
    who, of = wording.party(dialogue, one.who), wording.party(dialogue, one.of)
    where = _("the status quo") if one.status_quo else _beside(dialogue, result, one.code)
    told = wording.capital(
        _n("{party} counts on {other} to keep to {state}", "{party} count on {other} to keep to {state}",
           wording.verbs(dialogue, one.who), party=who, other=of, state=where)
    )  # fmt: skip
    if not one.moves:
        return (_("{told}, and it would leave.", told=told),)
    step = wording.difference(dialogue, dialogue.state(one.moves[0].code), dialogue.state(one.code))
    return (_("{told}; {party} would leave it: {steps}.", told=told, party=of, steps=wording.ways(step, 4)),)


def _corrections(dialogue: Dialogue, result: Views, most: int | None) -> Section:
    """What would be otherwise if a misreading were put right."""
    useful = [one for one in result.corrections if one.gained or one.lost or one.changes_playout]
    items = tuple(_correction(dialogue, one) for one in useful)
    told = _("Putting a misreading right would change what happens") if items else ""
    blocks = tuple(_cut(dialogue, items, most, len(items)))
    return Section(id="corrections", label=_("Corrections"), finding=told, blocks=blocks)


def _correction(dialogue: Dialogue, one: Correction) -> Text:
    gained, lost = one.gained_ways, one.lost_ways
    told = [_("it could settle in {states}", states=_states(dialogue, gained))] if gained.states else []
    told += [_("it could no longer settle in {states}", states=_states(dialogue, lost))] if lost.states else []
    if one.changes_playout and not told:
        ends = _ends(dialogue, one.playout)
        told = [_("play from the status quo would end in {states}", states=ends)]
        if one.playout and len(one.playout.outcomes) > 1:
            told = [_("play from the status quo would most likely end in {states}", states=ends)]
    return _r("{premise}, {outcomes}.", premise=(Strong(_premise(dialogue, one)),), outcomes=wording.series(told))


def _premise(dialogue: Dialogue, one: Correction) -> str:
    if not one.who:
        return _("If nobody misread anybody")
    who = wording.party(dialogue, one.who)
    if not one.of:
        return _("If {party} misread nobody", party=who)
    return _("If {party} saw {other} as it is", party=who, other=wording.party(dialogue, one.of))


def _ends(dialogue: Dialogue, playout: Playout | None) -> str:
    if playout is None or not playout.outcomes:
        return _("another state")
    first, *others = playout.outcomes[0].states
    name = _place(dialogue, first.code)
    return _n("{state} and {n} state more", "{state} and {n} states more", len(others), state=name) if others else name
