"""The page of a comparison: which line makes the difference, the asks, the settlements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from detente.analyses.compare import AskCompared, Compared, Decides
from detente.methods.record.changes import Difference
from detente.methods.soundness.neighbours import Granted
from detente.model.dialogue import Dialogue
from detente.report import lines, signing, wording
from detente.report.document import Block, Column, Document, Paragraph, Rows, Section, Strong, Table, Text
from detente.report.language import _, _later, _n, said
from detente.report.page import page

GRANTED: Mapping[Granted, str] = {
    "every": _later("in every firm settlement"),
    "some": _later("in some firm settlements"),
    "no": _later("in no firm settlement"),
    "none": _later("nowhere: there is no firm settlement"),
}

KINDS = {
    "added": _later("new"),
    "removed": _later("left out"),
    "changed": _later("changed"),
    "moved": _later("moved"),
}

SECTIONS = {
    "parties": _later("party"),
    "fronts": _later("front"),
    "circumstances": _later("fact"),
    "options": _later("option"),
    "asks": _later("ask"),
    "rules": _later("rule"),
    "priorities": _later("priority"),
    "weights": _later("weight"),
    "ranking": _later("ranking"),
    "status_quo": _later("status quo"),
    "rounds": _later("round"),
    "commitments": _later("commitment"),
    "views": _later("view"),
    "positions": _later("position"),
    "offers": _later("offer"),
    "fallback": _later("fallback"),
    "intentions": _later("intention"),
}


def view(before: Dialogue, after: Dialogue, result: Compared) -> Document:
    """The page. The second dialogue gives its title and its words."""
    return page(
        after, _("Comparison"), _lines(before, after, result), _asks(before, after, result),
        _settlements(after, result),
        signing.section(after, result.signing_before, result.signing_after, same=result.signing_same),
        headline=headline(result),
    )  # fmt: skip


def headline(result: Compared) -> str:
    """How many entries differ, and how many of them decide anything."""
    count = len(result.lines) + result.untried
    if not count:
        return _("Nothing differs that a question reckons with")
    deciding = sum(bool(one.asks) for one in result.lines)
    differ = wording.capital(_n("{n} entry differs", "{n} entries differ", count))
    if not result.asks and not result.alike:
        return _("{differ}, and the two have no ask in common", differ=differ)
    if not result.asks and not result.signing_same:
        return _("{differ}; every ask fares as before in firm settlements, but what could be signed does not",
                 differ=differ)  # fmt: skip
    if not result.asks:
        return _("{differ}, and every ask fares as before", differ=differ)
    decides = _n("{n} decides an ask by itself", "{n} decide asks by themselves", deciding)
    return _("{differ}, and {decides}", differ=differ, decides=decides if deciding else _("none decides alone"))


def _lines(before: Dialogue, after: Dialogue, result: Compared) -> Section:
    columns = (Column(kind="subject", title=_("Entry")), Column(title=_("Alone it changes")),
               Column(kind="short", title=_("Firm settlements")))  # fmt: skip
    rows = tuple(_row(before, after, result, one) for one in result.lines)
    note: Text = (_n("{n} more is not tried.", "{n} more are not tried.", result.untried),) if result.untried else ()
    table = Table(columns=columns, groups=(Rows(rows=rows),), note=note)
    return Section(id="lines", label=_("Which entry makes the difference"), finding="",
                   blocks=(table,) if rows else ())  # fmt: skip


def _row(before: Dialogue, after: Dialogue, result: Compared, one: Decides) -> tuple[Text, Text, Text]:
    name: Text = (Strong(told(before, after, one.difference)),)
    if one.firm is None:
        return name, alone(before, after, one), ("–",)
    count = f"{result.firm[0]} → {one.firm}" if one.firm != result.firm[0] else str(result.firm[0])
    return name, alone(before, after, one), (count,)


def alone(before: Dialogue, after: Dialogue, one: Decides) -> Text:
    """What an entry changes by itself."""
    if one.asks is None:
        return (_("it makes no sound dialogue without the others"),)
    changes = wording.semicolon().join([*(_changed(before, after, ask) for ask in one.asks), *_passing(one)])
    return (changes or _("no ask"),)


def _passing(one: Decides) -> Iterator[str]:
    if one.passing is not None:
        was, now = one.passing
        yield _n("{n} package passes at home, not {before}", "{n} packages pass at home, not {before}", now,
                 before=wording.number(was) if was else _("none"))  # fmt: skip


def _changed(before: Dialogue, after: Dialogue, one: AskCompared) -> str:
    text = wording.asked(before, one.ask)
    return _("{ask}: {before}, then {after}", ask=text, before=said(GRANTED[one.before]),
             after=said(GRANTED[one.after]))  # fmt: skip


def told(before: Dialogue, after: Dialogue, one: Difference) -> str:
    """An entry that differs, and how: "option `dam`: changed"; a line of a list by whose it is and what it says."""
    section, *rest = one.path
    what = wording.capital(said(SECTIONS[section])) if section in SECTIONS else section
    how = said(KINDS[one.kind])
    dialogue = before if one.kind == "removed" else after
    if section == "priorities" and len(rest) == 2:
        found = lines.priority(dialogue, rest[1])
        words = lines.words(dialogue, found[2]) if found else rest[1]
        who = wording.capital(wording.party(dialogue, rest[0]))
        return _("{party}, “{line}”: {how}", party=who, line=words, how=how)
    if not rest:
        return _("{what}: {how}", what=what, how=how)
    return _("{what} {name}: {how}", what=what, name=_name(dialogue, section, rest), how=how)


def _name(dialogue: Dialogue, section: str, rest: list[str]) -> str:
    if section == "options" and dialogue.has(section, rest[0]):
        return wording.quoted(wording.called(dialogue, rest[0]))
    if section == "circumstances" and dialogue.has(section, rest[0]):
        return wording.quoted(dialogue.circumstance(rest[0]).text)
    if section == "asks" and dialogue.has(section, rest[0]):
        return wording.quoted(wording.ask(dialogue, rest[0]))
    return wording.quoted(" ".join(rest))


def _asks(before: Dialogue, after: Dialogue, result: Compared) -> Section:
    whole = len(result.asks) + result.alike
    finding = _("Each fares as before") if whole else _("No ask is on both sides")
    if result.asks:
        finding = wording.capital(_n("{n} of {all} fares otherwise", "{n} of {all} fare otherwise", len(result.asks),
                                     all=wording.number(whole)))  # fmt: skip
    rows = tuple(
        ((wording.ask(before, one.ask),), (said(GRANTED[one.before]),), (said(GRANTED[one.after]),))
        for one in result.asks
    )
    columns = (Column(kind="subject", title=_("Ask")), Column(title=_("Before")), Column(title=_("After")))
    blocks: tuple[Block, ...] = (Table(columns=columns, groups=(Rows(rows=rows),)),) if rows else ()
    return Section(id="asks", label=_("The asks"), finding=finding, blocks=(*blocks, *_alone(before, after, result)))


def _alone(before: Dialogue, after: Dialogue, result: Compared) -> Iterator[Paragraph]:
    for ids, dialogue, words in ((result.gone, before, _("Only before:")), (result.new, after, _("Only after:"))):
        if ids:
            listed = wording.listed(wording.asked(dialogue, id) for id in ids)
            yield Paragraph(text=(f"{words} ", listed, "."))


def _settlements(after: Dialogue, result: Compared) -> Section:
    was, now = result.firm
    count = _n("{n} firm settlement before, {after} after", "{n} firm settlements before, {after} after", was,
               after=wording.number(now))  # fmt: skip
    finding = wording.capital(count)
    if not result.same_options:
        why: Text = (_("The options are not the same, so the settlements are counted and not compared."),)
        return Section(id="settlements", label=_("Settlements"), finding=finding, blocks=(Paragraph(text=why),))
    base = after.status_quo
    groups = []
    for title, states, total in ((_("Only before"), result.lost, result.lost_total),
                                 (_("Only after"), result.gained, result.gained_total)):  # fmt: skip
        rows = tuple(((wording.state(after, _state(after, state), base),),) for state in states)
        more = total - len(states)
        rest = (((_n("and {n} more", "and {n} more", more),),),) if more else ()
        if rows:
            groups.append(Rows(title=title, rows=(*rows, *rest)))
    blocks = (Table(columns=(Column(kind="subject", title=_("Settlement")),), groups=tuple(groups)),) if groups else ()
    same: Text = (_("The same settlements on both sides."),)
    return Section(id="settlements", label=_("Settlements"), finding=finding, blocks=blocks or (Paragraph(text=same),))


def _state(dialogue: Dialogue, named: Mapping[str, str]) -> tuple[int, ...]:
    return tuple(option.levels.index(named[option.id]) for option in dialogue.options)
