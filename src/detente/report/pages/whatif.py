"""What would be different if …: what is supposed, and only what differs then."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analyses.whatif import Addition, AskShifted, Shifted, StatusQuo, WhatIf
from detente.analyses.why import Reason
from detente.engine.concepts import FIRMNESS, NASH
from detente.methods.bargaining.at_home import Signing
from detente.model.dialogue import Dialogue
from detente.model.expression import parse
from detente.report import lines, signing, wording
from detente.report.document import Block, Column, Document, Items, Paragraph, Rows, Section, Soft, Strong, Table, Text
from detente.report.language import _, _later, _n, _r, said
from detente.report.page import page
from detente.report.wording import firm_ones

SHOWN = 8


def view(dialogue: Dialogue, result: WhatIf) -> Document:
    """The page of `detente whatif`."""
    return page(
        dialogue,
        _("What if"),
        _supposed(dialogue, result),
        _settlements(dialogue, result),
        _asks(dialogue, result),
        signing.section(dialogue, result.signing_before, result.signing_after, same=result.signing_same),
        _reasons(dialogue, result),
        headline=finding(dialogue, result),
    )


def finding(dialogue: Dialogue, result: WhatIf) -> str:
    """What differs most: asks that could be had, else settlements, else nothing."""
    if result.same:
        return _("Nothing would be different")
    if not result.after["feasible"]:
        return _("This cannot be: what is supposed and the rules together leave no state")
    if result.status_quo_before.feasible and not result.status_quo_after.feasible:
        return _("It could not stay as it is: the rules would leave the status quo no place")
    kinds: dict[str, list[str]] = {}
    for one in result.asks:
        was, now = ORDER[one.before.firm], ORDER[one.after.firm]
        if was != now:
            kinds.setdefault("had" if not was else "lost" if not now else "surer" if now > was else "less", []).append(
                one.ask
            )
    told = [said(text, asks=_texts(dialogue, kinds[kind])) for kind, text in FARES.items() if kind in kinds]
    if told:
        return wording.capital(wording.series(told))
    before, after = result.before[NASH.firmness], result.after[NASH.firmness]
    if before != after:
        return _n(
            "There would be {n} firm settlement instead of {before}; no ask fares otherwise in it",
            "There would be {n} firm settlements instead of {before}; no ask fares otherwise in them",
            after,
            before=_none(before),
        )
    if not result.signing_same and result.signing_before and result.signing_after:
        return _otherwise_signed(result.signing_before, result.signing_after)
    found = (*result.gained, *result.lost, *result.shifted)
    changed = result.gained_total or result.lost_total or result.shifted_total
    if any("firm" in (one.before, one.after) for one in found):
        return _("There would be as many firm settlements, but others; no ask fares otherwise in them")
    reasons = _told_reasons(dialogue, result)
    if changed or not reasons:
        return _("The firm settlements would stay as they are; what differs stands below")
    return _n(
        "It would settle as before, with another reason behind {n} ask in the status quo",
        "It would settle as before, with other reasons behind {n} asks in the status quo",
        len(reasons),
    )


def _otherwise_signed(before: Signing, after: Signing) -> str:
    """Where it settles firmly stays; what differs is what passes at home, what beats the drift, or where it drifts."""
    if before.beating != after.beating and (before.passing, after.passing) == (before.beating, after.beating):
        return wording.capital(
            _n(
                "{n} package would beat the drift, instead of {before}",
                "{n} packages would beat the drift, instead of {before}",
                after.beating, before=_none(before.beating),
            )
        )  # fmt: skip
    if before.passing != after.passing:
        return wording.capital(
            _n(
                "{n} package that beats the drift would pass at home, instead of {before}",
                "{n} packages that beat the drift would pass at home, instead of {before}",
                after.passing, before=_none(before.passing),
            )
        )  # fmt: skip
    if before.ends != after.ends:
        return _("It would settle firmly as before, but drift elsewhere")
    return _("It would settle firmly as before, but other packages would beat the drift")


def _none(count: int) -> str:
    """A number of settlements that stands for itself."""
    return wording.number(count) if count else _("none")


FARES = {
    "had": _later("{asks} could be had"),
    "surer": _later("{asks} would be surer"),
    "less": _later("{asks} would be less sure"),
    "lost": _later("{asks} could no longer be had"),
}
"""How asks fare otherwise in firm settlements."""

ORDER = {"none": 0, "no": 0, "some": 1, "every": 2}


def _texts(dialogue: Dialogue, asks: list[str]) -> str:
    return wording.ways([wording.asked(dialogue, id) for id in asks], 4)


def _supposed(dialogue: Dialogue, result: WhatIf) -> Section:
    """What is supposed, and what becomes of the status quo."""
    items = tuple(_suppositions(dialogue, result))
    blocks: list[Block] = [Items(items=items)]
    before, after = result.status_quo_before, result.status_quo_after
    unstated = _("none stated") if dialogue.known is None else _("not wholly known")
    if (before.firmness, before.feasible) != (after.firmness, after.feasible):
        was, now = (_held(side, unstated) for side in (before, after))
        told = _("The status quo: {before}; then {after}.", before=was, after=now)
        blocks.append(Paragraph(text=(told,)))
    return Section(id="supposed", label=_("Supposed"), finding=_("What is supposed"), blocks=tuple(blocks))


def _suppositions(dialogue: Dialogue, result: WhatIf) -> Iterator[Text]:
    supposed = result.supposed
    if supposed.set:
        yield (*lines.facts(dialogue, supposed.set), ".")
    for id in supposed.lift:
        yield _r("Without {line}.", line=lines.told(dialogue, id))
    for id in supposed.drop:
        found = lines.priority(dialogue, id)
        who = wording.capital(wording.party(dialogue, found[0])) if found else ""
        yield _r("{party} without {line}.", party=who, line=lines.told(dialogue, id))
    for id, places in supposed.move.items():
        yield _moved(dialogue, id, places)
    if supposed.grant:
        yield (_("Fixed: {steps}.", steps=wording.setting(dialogue, supposed.grant)),)
    for added in supposed.add:
        yield (wording.capital(_added(dialogue, added)),)


def _moved(dialogue: Dialogue, id: str, places: int) -> Text:
    found = lines.priority(dialogue, id)
    who = wording.party(dialogue, found[0]) if found else ""
    far = abs(places)
    higher = _n("{n} place higher", "{n} places higher", far)
    lower = _n("{n} place lower", "{n} places lower", far)
    line, where = lines.told(dialogue, id), higher if places < 0 else lower
    return _r("{party} with {line} {where}.", party=wording.capital(who), line=line, where=where)


def _added(dialogue: Dialogue, added: Addition) -> str:
    """A statement put into a list, and where in it."""
    who = wording.party(dialogue, added.party)
    want = wording.condition(dialogue, parse(added.want))
    if added.before:
        return _("{party} also wants: {want}, before “{line}”.", party=who, want=want, line=added.before)
    if added.after:
        return _("{party} also wants: {want}, after “{line}”.", party=who, want=want, line=added.after)
    return _("{party} also wants: {want}, last.", party=who, want=want)


def _held(status_quo: StatusQuo, unstated: str) -> str:
    if status_quo.place is None:
        return unstated
    if not status_quo.feasible:
        return _("impossible")
    if not status_quo.firmness:
        return _("no settlement")
    return _("a {firmness} settlement", firmness=wording.firm(status_quo.firmness))


def _settlements(dialogue: Dialogue, result: WhatIf) -> Section:
    """Settlements gained, lost, and of another firmness."""
    blocks: list[Block] = []
    groups = (
        (_("Gained: {n:d}", n=result.gained_total), result.gained, result.gained_total),
        (_("Lost: {n:d}", n=result.lost_total), result.lost, result.lost_total),
        (_("Of another firmness: {n:d}", n=result.shifted_total), result.shifted, result.shifted_total),
    )
    for title, found, total in groups:
        if total:
            blocks.append(Paragraph(text=(Strong(title),)))
            blocks.append(Items(items=tuple(_state(dialogue, one) for one in _told(found))))
            left = total - len(_told(found))
            if left > 0:
                more = _n("{n:d} more, no firmer.", "{n:d} more, none of them firmer.", left)
                blocks.append(Paragraph(text=(Soft(more),), role="note"))
    blocks.append(Paragraph(text=(Soft(_numbers(result)),), role="note"))
    before, after = result.before[NASH.firmness], result.after[NASH.firmness]
    firm = _n("{n} firm settlement, as many as before", "{n} firm settlements, as many as before", after)
    if before != after:
        firm = _n(
            "{n} firm settlement, {before} before", "{n} firm settlements, {before} before", after, before=_none(before)
        )
    return Section(id="settle", label=_("Where it can settle"), finding=wording.capital(firm), blocks=tuple(blocks))


def _numbers(result: WhatIf) -> str:
    """How many settlements of each firmness there are before and after."""
    before, after = result.before, result.after
    told = [
        *(
            _("{firmness} {before:d}, then {after:d}", firmness=firm_ones(word), before=before[word], after=after[word])
            for word in FIRMNESS.values()
        ),
        _("states that can be {before:d}, then {after:d}", before=before["feasible"], after=after["feasible"]),
    ]
    return wording.capital(wording.series(told)) + " " + _("(whatever a threat costs).")


def _told(found: tuple[Shifted, ...]) -> tuple[Shifted, ...]:
    """The firm ones if there are any, else the firmest few."""
    firm = tuple(one for one in found if "firm" in (one.before, one.after))
    return (firm or found)[:SHOWN]


def _state(dialogue: Dialogue, one: Shifted) -> Text:
    name = wording.capital(wording.state(dialogue, dialogue.state(one.code)))
    if one.before and one.after:
        after, before = wording.firm(one.after), wording.firm(one.before)
        return (_("{state}: {after}, {before} before.", state=name, after=after, before=before),)
    return (_("{state}: {firmness}.", state=name, firmness=wording.firm(one.after or one.before)),)


WORDS = {
    "every": _later("in every one"),
    "some": _later("in some"),
    "no": _later("in none"),
    "none": _later("there is none"),
}


def _asks(dialogue: Dialogue, result: WhatIf) -> Section:
    """Asks granted in other settlements than before."""
    columns = (
        Column(title=_("ask"), kind="subject"),
        Column(title=_("firm settlements"), kind="text"),
        Column(title=_("credible ones"), kind="text"),
    )
    rows = tuple(_ask(dialogue, one) for one in result.asks)
    return Section(
        id="asks",
        label=_("The asks"),
        finding=wording.capital(_n("{n} ask fares otherwise", "{n} asks fare otherwise", len(rows))),
        blocks=(Table(columns=columns, groups=(Rows(rows=rows),)),) if rows else (),
    )


def _ask(dialogue: Dialogue, one: AskShifted) -> tuple[Text, Text, Text]:
    firm = _shift(one.before.firm, one.after.firm)
    return (wording.ask(dialogue, one.ask),), (firm,), (_shift(one.before.credible, one.after.credible),)


def _shift(before: str, after: str) -> str:
    now, then = said(WORDS[after]), said(WORDS[before])
    return _("{now}, as before", now=now) if before == after else _("{now}; {then} before", now=now, then=then)


def _reasons(dialogue: Dialogue, result: WhatIf) -> Section:
    """Asks for whose refusal or grant in the status quo there is another reason."""
    items = _told_reasons(dialogue, result)
    count = _n(
        "{n} ask has another reason in the status quo", "{n} asks have another reason in the status quo", len(items)
    )
    return Section(
        id="reasons",
        label=_("Why"),
        finding=wording.capital(count),
        blocks=(Items(items=items),) if items else (),
    )


def _told_reasons(dialogue: Dialogue, result: WhatIf) -> tuple[Text, ...]:
    """Those that read otherwise than before: a rule less behind the same rule is told by neither."""
    told = []
    for one in result.reasons:
        after = _because(dialogue, one.granted_after, one.after)
        before = _because(dialogue, one.granted_before, one.before)
        if after != before:
            name = Strong(wording.ask(dialogue, one.ask) + wording.colon())
            told.append((name, *_r("{after}; before: {before}.", after=after, before=before)))
    return tuple(told)


KINDS = {
    "indifferent": _later("nothing decides it"),
    "no_link": _later("nothing in the list speaks of it"),
    "willing": _later("the asked party would rather change it"),
    "nobody_asked": _later("the asked party would change it, and nobody asks"),
}


def _because(dialogue: Dialogue, granted: bool | None, reason: Reason | None) -> Text:
    if reason is None:
        return (_("no answer"),)
    answer = _("granted") if granted else _("not granted")
    if reason.kind in KINDS:
        return (_("{answer}, {reason}", answer=answer, reason=said(KINDS[reason.kind])),)
    told = _r("{told} – {reason}", told=answer, reason=_says(dialogue, reason))
    if reason.kind == "deterred":
        told = _r("{told} (but deterred)", told=told)
    if reason.then:
        told = _r("{told} (without that: {other})", told=told, other=_says(dialogue, reason.then))
    return (*told, *lines.sources(reason.evidence, reason.inherited))


def _says(dialogue: Dialogue, reason: Reason) -> str:
    """The deciding line: its reason, else what it says; what is supposed stands in no file."""
    if reason.kind in KINDS:
        return said(KINDS[reason.kind])
    if reason.because:
        return wording.small(dialogue, reason.because)
    if dialogue.has("rules", reason.statement):
        return lines.words(dialogue, dialogue.rule(reason.statement))
    if reason.kind == "rule":
        return _("as supposed") if not reason.one_way else _("it cannot be changed back")
    found = lines.priority(dialogue, reason.statement)
    return lines.words(dialogue, found[2]) if found else _("its own weighing")
