"""What changed: sentence by sentence with the entry that made it otherwise, then the file, entry by entry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from detente.analyses.diff import Change, Diff, Sentence
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.document import (
    Block,
    Cell,
    Code,
    Column,
    Document,
    Paragraph,
    Piece,
    Rows,
    Section,
    Soft,
    Strong,
    Table,
    Text,
)
from detente.report.language import _, _later, _n, _r, said
from detente.report.page import page

LONG = 160
"""Letters of a value that are shown; the rest is cut."""

KINDS = {
    "added": _later("added"),
    "removed": _later("taken out"),
    "changed": _later("changed"),
    "moved": _later("moved"),
}


def view(dialogue: Dialogue, result: Diff) -> Document:
    """The page of `detente diff`; `dialogue`: the new version."""
    return page(dialogue, _("What changed"), _said(result), _file(result), headline=headline(result))


def headline(result: Diff) -> str:
    """How much of the file is otherwise, and how much of what is said of it."""
    if not result.changes:
        return _("The two say the same")
    entries = _n("{n} entry is otherwise", "{n} entries are otherwise", len(result.changes))
    if not result.sentences:
        return wording.capital(_("{entries}, and nothing that is said of them", entries=entries))
    return wording.capital(
        _n("{entries}, and {n} sentence of the brief", "{entries}, and {n} sentences of the brief",
           len(result.sentences), entries=entries)
    )  # fmt: skip


def since(result: Diff, before: str) -> Section:
    """What the brief says otherwise than it did; `before`: when, or in what file."""
    made = _said(result)
    told = made.finding if result.sentences or not result.changes else headline(result)
    finding = _("{told} (against {before})", told=told, before=before)
    return replace(made, id="since", label=_("What changed"), finding=finding)


# ---- what is said ----------------------------------------------------------------------------------------------------


def _said(result: Diff) -> Section:
    """Each sentence that is otherwise: what was said, what is said now, and what made it so."""
    blocks = tuple(block for one in result.sentences for block in _sentence(result, one))
    finding = _n("{n} of {all} sentences is otherwise", "{n} of {all} sentences are otherwise", len(result.sentences),
                 all=wording.number(max(result.said, len(result.sentences))))  # fmt: skip
    if not result.sentences:
        finding = _("Nothing that is said is otherwise")
    if not result.changes:
        told = _("The two files say the same, entry by entry, and so does everything that is said of them.")
        blocks = (Paragraph(text=(told,)),)
    return Section(id="said", label=_("The brief"), finding=wording.capital(finding), blocks=blocks)


def _sentence(result: Diff, one: Sentence) -> Iterator[Block]:
    if one.before:
        yield Paragraph(text=(Strong(_("Was:")), " ", one.before))
    yield Paragraph(text=(Strong(_("Is:")), " ", one.after) if one.after else (Strong(_("Is no longer said.")),))
    yield Paragraph(text=_because(result, one), role="note")


def _because(result: Diff, one: Sentence) -> Text:
    """What made a sentence otherwise."""
    named = wording.listed_text([_entry(result.changes[k]) for k in one.causes[:3]])
    more = len(one.causes) - 3
    if more > 0:
        named = (*named, _n(" (and {n} more)", " (and {n} more)", more))
    match one.how:
        case "alone" if len(one.causes) == 1:
            return _r("Because of {entry} alone.", entry=named)
        case "alone":
            return _r("Because of each of {entries}, alone.", entries=named)
        case "together" if one.causes:
            return _r("Because of {entries} together.", entries=named)
        case "together":
            return (_("Because of several changes together; no single one brings it about."),)
        case _:
            return (_("There are too many changes to try them one by one."),)


def _entry(change: Change, between: str = ".") -> Text:
    """An entry by its path, with its line in the file."""
    path: Piece = Code(between.join(change.difference.path))
    if change.after:
        return (path, Soft(_(" (line {line:d})", line=change.after)))
    if change.before:
        return (path, Soft(_(" (line {line:d} of the old file)", line=change.before)))
    return (path,)


# ---- the file --------------------------------------------------------------------------------------------------------


def _file(result: Diff) -> Section:
    """Every entry that is otherwise: those that decide first."""
    columns = (Column(kind="subject", title=_("entry")), Column(title=_("how")), Column(title=_("what it says")))
    groups = [
        Rows(title=title, rows=tuple(_row(change) for change in result.changes if change.decides == decides))
        for decides, title in ((True, _("what conclusions can hang on")), (False, _("notes, sources and names")))
    ]
    table = Table(columns=columns, groups=tuple(group for group in groups if group.rows))
    finding = wording.capital(
        _n("{n} entry is otherwise", "{n} entries are otherwise", len(result.changes))
    )  # fmt: skip
    return Section(id="file", label=_("The file"), finding=finding, blocks=(table,) if result.changes else ())


def _row(change: Change) -> tuple[Cell, ...]:
    told = wording.series_text([_field(change, field.name, field.before, field.after)
                                for field in change.difference.fields if field.name != "id"])  # fmt: skip
    if change.difference.kind == "moved":
        told = (_("now in place {place:d}", place=change.difference.place),)
    return _entry(change, " "), (said(KINDS[change.difference.kind]),), told


def _field(change: Change, name: str, before: Any, after: Any) -> Text:
    head = f"{name}: " if name else ""
    if change.difference.kind == "changed":
        return (f"{head}{_value(before)} → {_value(after)}",)
    return (head + _value(before if after is None else after),)


def _value(value: Any) -> str:
    """A value as the file has it, on one line."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        text = ", ".join(f"{key} {_value(item)}" for key, item in value.items())
    elif isinstance(value, list):
        text = ", ".join(map(_value, value))
    else:
        text = str(value)
    return text if len(text) <= LONG else text[: LONG - 2].rsplit(" ", 1)[0] + " …"
