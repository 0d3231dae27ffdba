"""What would be different if …: what is supposed, and only what differs then."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analyses.whatif import AskShifted, ReasonShifted, Shifted, StatusQuo, WhatIf
from detente.analyses.why import Reason
from detente.model.dialogue import Dialogue
from detente.model.expression import parse
from detente.report import wording
from detente.report.document import Block, Column, Document, Items, Paragraph, Rows, Section, Soft, Strong, Table, Text
from detente.report.views import lines
from detente.report.views.pages import page

SHOWN = 8


def view(dialogue: Dialogue, result: WhatIf) -> Document:
    """The page of `detente whatif`."""
    return page(
        dialogue,
        "What if",
        _supposed(dialogue, result),
        _settlements(dialogue, result),
        _asks(dialogue, result),
        _reasons(dialogue, result),
        headline=finding(dialogue, result),
    )


def finding(dialogue: Dialogue, result: WhatIf) -> str:
    """What differs most: asks that could be had, else settlements, else nothing."""
    if result.same:
        return "Nothing would be different"
    better = [one.ask for one in result.asks if ORDER[one.after.firm] > ORDER[one.before.firm]]
    worse = [one.ask for one in result.asks if ORDER[one.after.firm] < ORDER[one.before.firm]]
    told = []
    if better:
        told.append(f"{_texts(dialogue, better)} could be had")
    if worse:
        told.append(f"{_texts(dialogue, worse)} would be less sure")
    if told:
        return wording.capital("; ".join(told))
    before, after = result.before.firm, result.after.firm
    if before != after:
        now = wording.counted(after, "firm settlement")
        return f"There would be {now} instead of {wording.number(before)}; no ask fares otherwise in them"
    return "The firm settlements would be as many; what differs stands below"


ORDER = {"none": 0, "no": 0, "some": 1, "every": 2}


def _texts(dialogue: Dialogue, asks: list[str]) -> str:
    return wording.ways([wording.small(dialogue, dialogue.ask(id).text) for id in asks], 4)


def _supposed(dialogue: Dialogue, result: WhatIf) -> Section:
    """What is supposed, and what becomes of the status quo."""
    items = tuple(_suppositions(dialogue, result))
    blocks: list[Block] = [Items(items=items)]
    before, after = result.status_quo_before, result.status_quo_after
    if (before.firmness, before.feasible) != (after.firmness, after.feasible):
        blocks.append(Paragraph(text=(f"The status quo: {_held(before)}; then {_held(after)}.",)))
    return Section(id="supposed", label="Supposed", finding="What is supposed", blocks=tuple(blocks))


def _suppositions(dialogue: Dialogue, result: WhatIf) -> Iterator[Text]:
    supposed = result.supposed
    if supposed.set:
        told = lines.facts(dialogue, supposed.set)
        yield (*told, ".")
    for id in supposed.lift:
        yield ("Without ", *lines.told(dialogue, id), ".")
    for id in supposed.drop:
        found = lines.priority(dialogue, id)
        who = wording.capital(wording.party(dialogue, found[0])) if found else ""
        yield (f"{who} without ", *lines.told(dialogue, id), ".")
    if supposed.grant:
        yield (f"Fixed: {wording.setting(dialogue, supposed.grant)}.",)
    for added in supposed.add:
        who = wording.capital(wording.party(dialogue, added.party))
        after = f", after “{added.after}”" if added.after else ", last"
        where = f", before “{added.before}”" if added.before else after
        yield (f"{who} also wants: {wording.condition(dialogue, parse(added.want))}{where}.",)


def _held(status_quo: StatusQuo) -> str:
    if status_quo.place is None:
        return "none stated"
    if not status_quo.feasible:
        return "impossible"
    return f"a {status_quo.firmness} settlement" if status_quo.firmness else "no settlement"


def _settlements(dialogue: Dialogue, result: WhatIf) -> Section:
    """Settlements gained, lost, and of another firmness."""
    blocks: list[Block] = []
    groups = (
        ("Gained", result.gained, result.gained_total),
        ("Lost", result.lost, result.lost_total),
        ("Of another firmness", result.shifted, result.shifted_total),
    )
    for title, found, total in groups:
        if total:
            blocks.append(Paragraph(text=(Strong(f"{title}: {total:,}"),)))
            blocks.append(Items(items=tuple(_state(dialogue, one) for one in _told(found))))
            left = total - len(_told(found))
            if left > 0:
                blocks.append(Paragraph(text=(Soft(f"{left:,} more, none of them firmer."),), role="note"))
    before, after = result.before, result.after
    told = f"Firm {before.firm:,}, then {after.firm:,}; credible {before.credible:,}, then {after.credible:,}; "
    told += f"held {before.held:,}, then {after.held:,}; fearful {before.fearful:,}, then {after.fearful:,}; "
    told += f"states that can be {before.feasible:,}, then {after.feasible:,}."
    blocks.append(Paragraph(text=(Soft(told),), role="note"))
    firm = f"{wording.counted(after.firm, 'firm settlement')}, {wording.number(before.firm)} before"
    if before.firm == after.firm:
        firm = f"{wording.counted(after.firm, 'firm settlement')}, as many as before"
    return Section(id="settle", label="Where it can settle", finding=wording.capital(firm), blocks=tuple(blocks))


def _told(found: tuple[Shifted, ...]) -> tuple[Shifted, ...]:
    """The firm ones if there are any, else the firmest few."""
    firm = tuple(one for one in found if "firm" in (one.before, one.after))
    return (firm or found)[:SHOWN]


def _state(dialogue: Dialogue, one: Shifted) -> Text:
    name = wording.state(dialogue, dialogue.state(one.code))
    if one.before and one.after:
        return (f"{wording.capital(name)}: {one.after}, {one.before} before.",)
    return (f"{wording.capital(name)}: {one.after or one.before}.",)


WORDS = {
    "every": "in every one",
    "some": "in some",
    "no": "in none",
    "none": "there is none",
}


def _asks(dialogue: Dialogue, result: WhatIf) -> Section:
    """Asks granted in other settlements than before."""
    columns = (
        Column(title="ask", kind="subject"),
        Column(title="firm settlements", kind="text"),
        Column(title="credible ones", kind="text"),
    )
    rows = tuple(_ask(dialogue, one) for one in result.asks)
    count = wording.counted(len(rows), "ask")
    verb = "fares" if len(rows) == 1 else "fare"
    return Section(
        id="asks",
        label="The asks",
        finding=f"{wording.capital(count)} {verb} otherwise",
        blocks=(Table(columns=columns, groups=(Rows(rows=rows),)),) if rows else (),
    )


def _ask(dialogue: Dialogue, one: AskShifted) -> tuple[Text, Text, Text]:
    firm = _shift(one.before.firm, one.after.firm)
    return (dialogue.ask(one.ask).text,), (firm,), (_shift(one.before.credible, one.after.credible),)


def _shift(before: str, after: str) -> str:
    return f"{WORDS[before]}, as before" if before == after else f"{WORDS[after]}; {WORDS[before]} before"


def _reasons(dialogue: Dialogue, result: WhatIf) -> Section:
    """Asks for whose refusal or grant in the status quo there is another reason."""
    items = tuple(_reason(dialogue, one) for one in result.reasons)
    count = wording.counted(len(items), "ask")
    verb = "has" if len(items) == 1 else "have"
    return Section(
        id="reasons",
        label="Why",
        finding=f"{wording.capital(count)} {verb} another reason in the status quo",
        blocks=(Items(items=items),) if items else (),
    )


def _reason(dialogue: Dialogue, one: ReasonShifted) -> Text:
    name = (Strong(f"{dialogue.ask(one.ask).text}: "),)
    after, before = _because(one.granted_after, one.after), _because(one.granted_before, one.before)
    return (*name, *after, "; before: ", *before, ".")


KINDS = {
    "indifferent": "nothing decides it",
    "no_link": "nothing in the list speaks of it",
    "willing": "the asked party would rather change it",
    "nobody_asked": "the asked party would change it, and nobody asks",
}


def _because(granted: bool | None, reason: Reason | None) -> Text:
    if reason is None:
        return ("no answer",)
    said = "granted" if granted else "refused"
    if reason.kind in KINDS:
        return (f"{said}, {KINDS[reason.kind]}",)
    because = reason.because or f"line {reason.place} of its list"
    rest = " (but deterred)" if reason.kind == "deterred" else ""
    return (f"{said}: {because}{rest}", *lines.sources(reason.evidence, reason.inherited))
