"""What views share: a document around sections, and how an ask's reason is told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.model.dialogue import Dialogue, Equally
from detente.report import wording
from detente.report.document import Cite, Code, Document, Piece, Section, Soft, Strong, Text

if TYPE_CHECKING:
    from detente.analyses.why import Reason, Why


def page(dialogue: Dialogue, kind: str, *sections: Section, headline: str = "") -> Document:
    """A page of some sections; empty ones are left out. A section does not repeat the headline as its finding."""
    shown = tuple(replace(s, finding="") if s.finding == headline else s for s in sections if s.blocks)
    return Document(
        kind=kind,
        title=dialogue.title,
        headline=headline,
        as_of=as_of(dialogue),
        sections=shown,
        sources=dialogue.sources,
        colophon=colophon(dialogue),
    )


def as_of(dialogue: Dialogue) -> str:
    """The date of the last round, in words."""
    date = dialogue.rounds[-1].date if dialogue.rounds else ""
    return f"as of {wording.date(date.partition('/')[0] if '/' not in date else _last_day(date))}" if date else ""


def _last_day(date: str) -> str:
    first, _, last = date.partition("/")
    return first[: -len(last)] + last if len(last) < len(first) else last


def colophon(dialogue: Dialogue) -> Text:
    """How the page came about."""
    from detente import __version__

    where = f" from {dialogue.file}" if dialogue.file else ""
    return (f"Made offline by Détente {__version__}{where}. Ask any line for its reason: ", Code("detente why"), ".")


def ground(dialogue: Dialogue, id: str) -> str:
    """The ground of the statement, group or rule of that id ("domestic", "capacity" …)."""
    if dialogue.has("rules", id):
        return dialogue.rule(id).ground
    for preferences in dialogue.preferences.values():
        for priority in preferences.priorities:
            items = priority.items if isinstance(priority, Equally) else (priority,)
            for item in items:
                if id in (item.id, priority.id):
                    return item.ground
    return ""


def reason(dialogue: Dialogue, found: Why) -> Text:
    """Why an ask is refused or granted, in a clause with its evidence."""
    if not found.granted and found.reason.kind == "willing":
        asked = wording.capital(wording.party(dialogue, found.of))
        return (f"{asked} would rather grant it, and has not yet", *_cite(found.reason))
    return _told(dialogue, found, found.reason)


def _told(dialogue: Dialogue, found: Why, told: Reason) -> Text:
    clause = _clause(dialogue, found, told)
    if told.then and told.then.kind not in ("willing", "nobody_asked"):
        then = told.then
        return (*clause, "; then ", *_clause(dialogue, found, then))
    return clause


def _clause(dialogue: Dialogue, found: Why, told: Reason) -> Text:
    word = ground(dialogue, told.statement)
    opening: tuple[Piece, ...] = (Strong(f"{wording.capital(word)}: "),) if word and not found.granted else ()
    said = {"inferred": (Soft(" (inferred)"),), "assumed": (Soft(" (assumed)"),)}.get(told.basis, ())
    match told.kind:
        case "rule" if told.one_way:
            return ("It cannot be taken back",)
        case "rule" | "priority":
            because = told.because or f"line {told.place} of its list"
            return (*opening, because, *said, *_cite(told))
        case "deterred":
            return (*opening, _deterred(dialogue, found), *_cite(told))
        case "indifferent":
            return (f"Nothing in the list of {wording.party(dialogue, found.of)} decides this",)
        case _:
            return ("Nothing in the file decides this",)


def _deterred(dialogue: Dialogue, found: Why) -> str:
    if found.trace is None:
        return "others would answer"
    last = found.trace.steps[-1]
    who = wording.party(dialogue, last.by)
    return f"{who} would answer: {wording.setting(dialogue, last.changes)}"


def _cite(told: Reason) -> tuple[Cite, ...]:
    return (Cite(told.evidence, told.inherited),) if told.evidence else ()


def answers_of(dialogue: Dialogue, ids: list[str]) -> str:
    """Asks by their texts, as a list inside a sentence."""
    return wording.listed(wording.small(dialogue, dialogue.ask(id).text) for id in ids)
