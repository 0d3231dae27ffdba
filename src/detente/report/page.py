"""What views share: a document around sections, and how an ask's reason is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from detente.methods.soundness.unused import left_out
from detente.model.dialogue import Dialogue
from detente.plain import digest
from detente.report import lines, wording
from detente.report.document import Cite, Code, Document, Figure, Paragraph, Piece, Section, Soft, Strong, Text, Worded
from detente.report.language import _, _n, _r, ordinal

if TYPE_CHECKING:
    from detente.analyses.why import Reason, Why


def page(dialogue: Dialogue, kind: str, *sections: Section, headline: str = "") -> Document:
    """A page of some sections; empty ones are left out. A section does not repeat the headline as its finding."""
    shown = tuple(replace(s, finding="") if s.finding == headline else s for s in sections if s.blocks)
    return Document(
        kind=kind,
        title=title(dialogue),
        headline=headline,
        as_of=as_of(dialogue),
        sections=shown,
        sources=dialogue.sources,
        colophon=colophon(dialogue),
    )


def supposed(dialogue: Dialogue, facts: Mapping[str, bool]) -> Section:
    """That a question was asked under other facts than those in force; empty where it was not."""
    now = dialogue.now
    told = [wording.fact(dialogue, id, value) if value == now[id] else wording.turned(dialogue, id, value)
            for id, value in facts.items()]  # fmt: skip
    text = _("For this question only: {facts}.", facts=wording.series(told))
    blocks = (Paragraph(text=(text,), role="note"),) if told else ()
    return Section(id="supposed", label=_("Supposed"), finding="", blocks=blocks)


def drawn(section: Section, *figures: Figure | None) -> Section:
    """The section with its figures before its text; a figure takes the place of the table that stands behind it."""
    shown = [figure for figure in figures if figure is not None]
    told = tuple(replace(f, finding="") if f.finding == section.finding else f for f in shown)
    tables = [figure.table for figure in shown]
    rest = tuple(block for block in section.blocks if block not in tables)
    return replace(section, blocks=(*told[:1], *rest, *told[1:]))


def pictured(document: Document, figure: Figure | None) -> Document:
    """The page with a figure in its first section; as it is where there is none of either."""
    if not document.sections:
        return document
    first, *rest = document.sections
    return replace(document, sections=(drawn(first, figure), *rest))


def as_of(dialogue: Dialogue) -> str:
    """The date of the last round, in words."""
    return as_of_date(dialogue.rounds[-1].date if dialogue.rounds else "")


def title(dialogue: Dialogue) -> str:
    """What a page is called: the dialogue, and what is supposed of today against its file."""
    if not dialogue.supposed:
        return dialogue.title
    levels = {id: dialogue.option(id).levels[level] for id, level in dialogue.supposed}
    return _("{title}, as if today: {levels}", title=dialogue.title, levels=wording.inside(dialogue, levels))


def as_of_date(date: str) -> str:
    """A date as a page's head says it, the last day of a span; "" without one."""
    if "/" in date:
        date = _last_day(date)
    match date.count("-") if date else None:
        case 2:
            return _("as of {day}", day=wording.date(date))
        case 1:
            return _("as of {month}", month=wording.date(date))
        case None:
            return ""
        case _other:
            return _("as of {date}", date=wording.date(date))


def _last_day(date: str) -> str:
    first, _, last = date.partition("/")
    return first[: -len(last)] + last if len(last) < len(first) else last


def colophon(dialogue: Dialogue) -> Text:
    """How the page came about."""
    from detente import __version__

    made = (
        _(
            "Made offline by Détente {version} from {file} ({digest}).",
            version=__version__,
            file=PurePath(dialogue.file).name,
            digest=digest(dialogue)[:8],
        )
        if dialogue.file
        else _("Made offline by Détente {version}.", version=__version__)
    )
    told: Text = (made,)
    if dialogue.asks:
        told = _r("{made} Reasons: {command}.", made=made, command=command(dialogue, "why", dialogue.asks[0].id))
    if dialogue.lost:
        left = _("Not carried over from the file that it was made from: {parts}.", parts=wording.series(dialogue.lost))
        told = (*told, " ", Strong(left))
    unused = [f"`{left.name}`" for left in left_out(dialogue) if left.decides]
    if not unused:
        return told
    left = _("Said in the file and not reckoned with yet: {fields}.", fields=wording.listed(unused))
    return (*told, " ", Strong(left))


def command(dialogue: Dialogue, *words: str) -> Text:
    """A command about the dialogue, as a piece of a text: `command(dialogue, "why", ask)`."""
    asked, *more = words
    return (Code(" ".join(("detente", asked, wording.talks(dialogue), *more))),)


UNSTATED = "°"
"""Behind what no source states, where a column has no room for the word."""


def ground(dialogue: Dialogue, id: str) -> str:
    """The ground of the statement, group or rule of that id ("domestic", "capacity" …)."""
    if dialogue.has("rules", id):
        return dialogue.rule(id).ground
    for preferences in dialogue.preferences.values():
        for priority in preferences.priorities:
            for item in priority.statements:
                if id in (item.id, priority.id):
                    return item.ground
    return ""


def reason(dialogue: Dialogue, found: Why) -> Text:
    """Why an ask is refused or granted, in a clause with its evidence."""
    if not found.granted and found.reason.kind == "willing":
        asked = wording.capital(wording.party(dialogue, found.of))
        return (_("{party} would rather grant it, and has not yet", party=asked), *_cite(found.reason))
    return _told(dialogue, found, found.reason)


def _told(dialogue: Dialogue, found: Why, told: Reason) -> Text:
    then = told.then
    if then is None or then.kind in ("willing", "nobody_asked"):
        return _clause(dialogue, found, told)
    if _one_ground(dialogue, found, told, then):
        # Both stand under one ground, which is named once; what both are cited for is cited behind the second.
        first = _clause(dialogue, found, replace(told, evidence=()) if told.evidence == then.evidence else told)
        other = _clause(dialogue, found, then, first=False, named=False)
        return (*first, Worded(_("; then "), ""), *other)
    return _r("{reason}; then {other}", reason=_clause(dialogue, found, told),
              other=_clause(dialogue, found, then, first=False))  # fmt: skip


def _one_ground(dialogue: Dialogue, found: Why, told: Reason, then: Reason) -> bool:
    word = ground(dialogue, told.statement)
    lines_ = {"rule", "priority"}
    return bool(word) and not found.granted and {told.kind, then.kind} <= lines_ and word == ground(
        dialogue, then.statement
    )


def _clause(dialogue: Dialogue, found: Why, told: Reason, *, first: bool = True, named: bool = True) -> Text:
    """`first`: it begins the sentence; `named`: its ground is told before it."""
    word = ground(dialogue, told.statement)
    name = wording.capital(wording.ground(word))
    opening: tuple[Piece, ...] = (Strong(name),) if word and not found.granted else ()
    said = () if told.basis == "stated" else (Soft(_(" ({basis})", basis=wording.basis(told.basis)), UNSTATED),)
    match told.kind:
        case "rule" if told.one_way:
            return (_("It cannot be taken back"),)
        case "rule" | "priority":
            because = told.because or _unexplained(dialogue, found.of, told)
            short = "" if told.because or told.kind == "rule" else placed(dialogue, found.of, told.place)
            if opening:
                because = wording.small(dialogue, because)
                shown = (*opening, Worded(wording.colon() + because, "")) if named else (Worded(because, ""),)
                return (*shown, *said, *_cite(told))
            begun = wording.capital(because) if first else wording.small(dialogue, because)
            begun_ = Worded(begun, "") if found.granted else Worded(begun, short) if short else begun
            return (begun_, *said, *_cite(told))
        case "deterred":
            colon = (wording.colon(),) if opening else ()
            return (*opening, *colon, _deterred(dialogue, found), *_cite(told))
        case "indifferent":
            whose = wording.party(dialogue, found.of)
            told_ = _("Nothing in the list of {party} decides this", party=whose)
            return (Worded(told_, _("its list does not say")),)
        case _:
            return (_("Nothing in the file decides this"),)


def placed(dialogue: Dialogue, party: str, place: int) -> str:
    """A line of a party by its place; weights and rankings have no places: what decides there is the whole of them."""
    if place:
        verbs = wording.verbs(dialogue, party)
        return _n("its {place} priority", "their {place} priority", verbs, place=ordinal(place))
    given = dialogue.preferences.get(party)
    return _("its ranking of states") if given and given.ranking else _("its own weighing")


def _unexplained(dialogue: Dialogue, party: str, told: Reason) -> str:
    """A line or rule that the file gives no reason for: what it says."""
    if told.kind == "rule":
        return _("the rule “{rule}”", rule=told.statement)
    found = lines.priority(dialogue, told.statement)
    if found is None:
        return placed(dialogue, party, told.place)
    whose = placed(dialogue, party, told.place)
    return _("{line}: {words}", line=whose, words=lines.words(dialogue, found[2]))


def _deterred(dialogue: Dialogue, found: Why) -> str:
    if found.trace is None:
        return _("others would answer")
    last = found.trace.steps[-1]
    who = wording.party(dialogue, last.by)
    return _("{party} would answer: {steps}", party=who, steps=wording.setting(dialogue, last.changes))


def _cite(told: Reason) -> tuple[Cite, ...]:
    if not told.evidence:
        return ()
    return (Cite(told.evidence, told.inherited, says=told.because, basis=told.basis),)


def answers_of(dialogue: Dialogue, ids: list[str]) -> str:
    """Asks by their texts, as a list inside a sentence."""
    return wording.listed(wording.asked(dialogue, id) for id in ids)
