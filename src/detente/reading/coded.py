"""Event data of other programs (PLOVER and POLECAT tables, GDELT, our own `--events`): who did what to whom, and when.

Read are CSV with a head line, JSON lines, and GDELT's tables without one. A row needs a day, an actor and a type: one
of PLOVER's, or a CAMEO code, whose root tells the type. Nothing is guessed of a row that lacks one; it is counted.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from detente.errors import InputError, TooLarge
from detente.model import dates
from detente.reading.grammar.names import Names, shipped

MOST = 200_000
"""Rows of one file."""

TYPES = {
    "AGREE": "agreed with", "CONSULT": "met", "SUPPORT": "supported", "CONCEDE": "yielded to",
    "COOPERATE": "cooperated with", "AID": "gave aid to", "RETREAT": "drew back before",
    "REQUEST": "asked something of",
    "DEMAND": "demanded something of", "ACCUSE": "accused", "DISAPPROVE": "criticised", "REJECT": "rejected",
    "THREATEN": "threatened", "PROTEST": "protested against", "SANCTION": "put sanctions on",
    "MOBILIZE": "moved forces against", "COERCE": "coerced", "ASSAULT": "attacked", "INVESTIGATE": "investigated",
}  # fmt: skip
"""The types of PLOVER, old and new, each as a verb between actor and recipient."""

ROOTS = {
    "02": "REQUEST", "03": "AGREE", "04": "CONSULT", "05": "SUPPORT", "06": "COOPERATE", "07": "AID", "08": "CONCEDE",
    "09": "INVESTIGATE", "10": "DEMAND", "11": "DISAPPROVE", "12": "REJECT", "13": "THREATEN", "14": "PROTEST",
    "15": "MOBILIZE", "16": "SANCTION", "17": "COERCE", "18": "ASSAULT", "19": "ASSAULT", "20": "ASSAULT",
}  # fmt: skip
"""CAMEO's roots. 01, a statement, says nothing of what was stated and is left out."""

COLUMNS = {
    "date": ("date", "event date", "event_date", "sqldate", "day"),
    "kind": ("event_type", "event type", "type", "eventrootcode", "eventcode", "cameo_root", "cameo", "code"),
    "source": ("source", "actor", "actor name", "actor country", "actor1countrycode", "actor1name", "actor1",
               "source_actor"),
    "target": ("target", "recipient", "recipient name", "recipient country", "actor2countrycode", "actor2name",
               "actor2", "target_actor"),
    "about": ("object", "about", "headline"),
    "url": ("sourceurl", "url"),
}  # fmt: skip
"""By what we want to know the columns that may tell it, the first that a row has filled."""

GDELT = {1: "sqldate", 6: "actor1name", 7: "actor1countrycode", 16: "actor2name", 17: "actor2countrycode",
         28: "eventrootcode"}  # fmt: skip
"""Columns of GDELT's tables, which have no head line; the address is the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """One event: its day, PLOVER's type, the parties (ids of the tables or of the dialogue), what it was about, and in
    which row it stands; `times`: how many rows say so."""

    date: str
    kind: str
    source: str
    target: str
    about: str = ""
    url: str = ""
    row: int = 0
    times: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Events:
    """The events of a file in the order of time, and how many rows were left out, by the reason."""

    file: str
    events: tuple[Coded, ...]
    rows: int
    left: Mapping[str, int]


def is_coded(name: str) -> bool:
    """Whether a file's name says that it holds event data."""
    return name.lower().endswith((".csv", ".tsv", ".jsonl"))


def coded(text: str, file: str, names: Names) -> Events:
    """The events of a text. InputError where it is no such table, TooLarge beyond 200,000 rows."""
    made: dict[tuple[str, ...], Coded] = {}
    left: Counter[str] = Counter()
    number = 0
    for number, row in enumerate(_rows(text, file), start=1):
        if number > MOST:
            raise TooLarge(f"{file}: rows", number, MOST)
        found = _event(row, number, names)
        if isinstance(found, str):
            left[found] += 1
            continue
        key = (found.date, found.kind, found.source, found.target, found.about)
        before = made.get(key)
        made[key] = found if before is None else _again(before)
    events = tuple(sorted(made.values(), key=lambda e: (e.date, e.row)))
    return Events(file=file, events=events, rows=number, left=dict(left))


def _again(event: Coded) -> Coded:
    return replace(event, times=event.times + 1)


def _rows(text: str, file: str) -> Iterator[dict[str, str]]:
    if file.lower().endswith(".jsonl"):
        yield from _json_lines(text, file)
        return
    first = text.split("\n", 1)[0]
    if first.count("\t") >= 50:
        for cells in csv.reader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE):
            named = {name: cells[k] for k, name in GDELT.items() if k < len(cells)}
            yield {**named, "sourceurl": cells[-1] if cells else ""}
        return
    reader = csv.DictReader(io.StringIO(text), delimiter="\t" if first.count("\t") > first.count(",") else ",")
    heads = {str(name).strip().lower() for name in reader.fieldnames or ()}
    lacking = [want for want in ("date", "kind", "source") if not heads & set(COLUMNS[want])]
    if lacking:
        wanted = "; ".join(f"{want}: {', '.join(COLUMNS[want][:4])} …" for want in lacking)
        raise InputError(f"{file}: no column tells the {' nor the '.join(lacking)} of an event. Known are {wanted}")
    try:
        yield from (_named(row) for row in reader)
    except csv.Error as fault:
        raise InputError(f"{file}, line {reader.line_num}: {fault}") from None


def _named(row: Mapping[object, object]) -> dict[str, str]:
    return {str(k).strip().lower(): str(v).strip() for k, v in row.items() if k is not None and v is not None}


def _json_lines(text: str, file: str) -> Iterator[dict[str, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
        except (ValueError, RecursionError):
            raise InputError(f"{file}, line {number}: this is no JSON") from None
        if not isinstance(data, dict):
            raise InputError(f"{file}, line {number}: an event is an object of names and values")
        yield _named(data)


def _event(row: Mapping[str, str], number: int, names: Names) -> Coded | str:
    """The event of a row, or why there is none."""
    date, kind = _date(_first(row, "date")), _kind(_first(row, "kind"))
    source, target = _party(row, "source", names), _party(row, "target", names)
    if not date:
        return "no day that a calendar has"
    if not kind:
        return "no type of PLOVER or CAMEO, or a mere statement"
    if not source:
        return "an actor that no table knows"
    if source == target:
        return "one party alone"
    return Coded(date=date, kind=kind, source=source, target=target, about=_first(row, "about").lstrip("'"),
                 url=_first(row, "url"), row=number)  # fmt: skip


def _first(row: Mapping[str, str], what: str) -> str:
    return next((row[name] for name in COLUMNS[what] if row.get(name)), "")


def _date(text: str) -> str:
    day = text[:10].replace("/", "-")
    if day.isdigit() and len(day) == 8:
        day = f"{day[:4]}-{day[4:6]}-{day[6:]}"
    return "" if dates.fault(day) else day


def _kind(text: str) -> str:
    word = text.strip().upper().split(" ")[0].split("-")[0]
    if word in TYPES:
        return word
    digits = word.zfill(2) if word.isdigit() and len(word) == 1 else word
    return ROOTS.get(digits[:2], "") if digits.isdigit() else ""


def _party(row: Mapping[str, str], what: str, names: Names) -> str:
    """The party that a row names: by its id in the dialogue, its code in the tables, else by its name."""
    for value in filter(None, (row.get(name, "") for name in COLUMNS[what])):
        if value in names.parties:
            return value
        if value.upper() in shipped().parties:
            return value.upper()
        found = names.find(value) or shipped().find(value)
        if found:
            return found[0].party
    return ""


def told(event: Coded, name_of: Mapping[str, str]) -> str:
    """An event in words."""
    whom = name_of.get(event.target, event.target) or "others"
    clause = f"{name_of.get(event.source, event.source)} {TYPES[event.kind]} {whom}"
    about = f": {event.about}" if event.about else ""
    reports = f" ({event.times} reports)" if event.times > 1 else ""
    return clause + about + reports
