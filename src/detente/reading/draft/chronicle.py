"""Coded events into a dialogue file: each an event of the round that follows it, with the row where it stands.

They are data and no reading of prose, so they go in without a review. An event after the last round begins a new one
for its month. Only what parties of the file did to each other, or one to others, goes in; the rest is counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.errors import InputError
from detente.model import dates
from detente.reading.coded import Coded, Events, told
from detente.reading.draft.edits import Additions
from detente.reading.draft.options import row, text_of
from detente.reading.draft.sheet import Sheet
from detente.reading.draft.writer import begun
from detente.reading.grammar.names import shipped


@dataclass(frozen=True, slots=True, kw_only=True)
class Chronicle:
    """The new text, how many events came in, how many the file had, and how many concern nobody in it."""

    text: str
    added: int
    present: int
    others: int


def chronicle(text: str, found: Events, file: str = "talks.yaml") -> Chronicle:
    """The text of a dialogue file with coded events in its rounds. InputError if it is no sound dialogue."""
    from detente.formats import parse

    data = begun(text, file)
    if not data.get("options"):
        raise InputError(f"{file} has no options yet: begin the dialogue first (`detente new`, or read prose into it)")
    parse(text, file)
    sheet = Sheet(Additions(data=data), shipped(), "")
    ids = set(map(str, sheet.file.mapping("parties")))
    added = present = others = 0
    key = ""
    for event in found.events:
        source, target = (_known(sheet, id, ids) for id in (event.source, event.target))
        if not source or (event.target and not target):
            others += 1
            continue
        name_of = {event.source: sheet.name(source), event.target: sheet.name(target) if target else ""}
        words = text_of(told(event, name_of))
        at = _round(sheet, event)
        if any(isinstance(e, Mapping) and str(e.get("text")) == words for e in _events(sheet, at)):
            present += 1
            continue
        key = key or _source(sheet, found)
        entry = row(date=event.date, text=words, evidence=[f"{key} row {event.row}"], note=event.url)
        sheet.file.push(("rounds", at, "events"), entry)
        added += 1
    new = sheet.file.text(text, file) if added else text
    parse(new, file)
    return Chronicle(text=new, added=added, present=present, others=others)


def _known(sheet: Sheet, id: str, ids: set[str]) -> str:
    """The party of the file that a coded one is; "" if it has none such."""
    if id in ids or not id:
        return id
    root = sheet.names.root(id) if id in sheet.names.parties else id
    return sheet.known(id) or (sheet.known(root) if root != id else "")


def _events(sheet: Sheet, at: int) -> list[object]:
    return sheet.file.listing("rounds", at, "events")


def _round(sheet: Sheet, event: Coded) -> int:
    """The first round that ends on the event's day or later; else one for its month."""
    day = dates.first_day(event.date)
    for k, sitting in enumerate(sheet.file.listing("rounds")):
        date = str(sitting.get("date") or "") if isinstance(sitting, Mapping) else ""
        if date and not dates.fault(date) and dates.last_day(date) >= day:
            return k
    month = event.date[:7]
    return sheet.file.push(("rounds",), row(id=f"events-{month}", date=month))


def _source(sheet: Sheet, found: Events) -> str:
    """The key of the file as a source, added if it is not there."""
    for key, source in sheet.file.mapping("sources").items():
        if isinstance(source, Mapping) and str(source.get("note", "")) == f"file {found.file}":
            return str(key)
    taken = sheet.file.mapping("sources")
    key = "events" if "events" not in taken else f"events-{len(taken) + 1}"
    sheet.file.put(("sources", key), row(title=text_of(found.file), kind="event data", note=f"file {found.file}"))
    return key
