"""A record of forecasts that can only grow: one JSON object a line, each with the hash of the line before.

An entry is a forecast (a question, its rule, a chance), a resolution (what came), or a time stamp of somebody else on
the line before it. A line is written in one way only
(keys sorted, no spaces), so that a change of any byte is found: the hash of a line is that of its text without the
hash. Whoever rewrites a line must rewrite all that follow, and then the last hash, the *head*, is another one: who has
noted a head can prove that nothing up to it was changed. Lines cut off at the end show only against a noted head.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal

from detente.errors import InputError, Problem
from detente.model import dates

FIRST = "0" * 64
"""What stands for the hash of the line before the first."""

Came = Literal["yes", "no", "partly", "void"]
CAME: tuple[Came, ...] = ("yes", "no", "partly", "void")
"""What came of a question: it holds in full; not; in part; or it cannot be told any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """A forecast, sealed at a time `date` (UTC).

    `question`: its name, which an update shares; `text`, `rule` (when the answer is yes), `source` (what will settle
    it), `horizon` (by when). `chance`: what the program gave; `own`: the analyst's number (None: not given). `stays`,
    `done`: what the rivals say (nothing changes; all that was promised is done). `title`, `digest`, `version`: of what
    dialogue, in which version of the program.
    """

    date: str
    question: str
    text: str
    rule: str
    source: str
    horizon: str
    chance: float
    own: float | None
    stays: bool
    done: bool
    title: str
    digest: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What came of a question, entered at a time `date` (UTC): `came` on the day `on`, as `source` tells."""

    date: str
    question: str
    came: Came
    on: str
    source: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What an authority answered (RFC 3161, in Base64) to the hash of the line before, entered at a time `date` (UTC).

    `authority`: the address that was asked.
    """

    date: str
    authority: str
    response: str


Entry = Forecast | Resolution | Stamp
KINDS: Mapping[str, type[Entry]] = {"forecast": Forecast, "resolution": Resolution, "stamp": Stamp}


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record that was found whole: its entries in order, and its head (`FIRST`: it is empty)."""

    entries: tuple[Entry, ...]
    head: str

    @property
    def forecasts(self) -> tuple[Forecast, ...]:
        """The forecasts, in the order in which they were sealed."""
        return tuple(entry for entry in self.entries if isinstance(entry, Forecast))

    @property
    def resolutions(self) -> dict[str, Resolution]:
        """By question the last resolution."""
        return {entry.question: entry for entry in self.entries if isinstance(entry, Resolution)}

    @property
    def stamps(self) -> tuple[tuple[Stamp, str], ...]:
        """The time stamps, each with the head that was stamped."""
        heads = [FIRST, *(json.loads(line)["hash"] for line in lines(self.entries, FIRST).splitlines())]
        return tuple((entry, heads[k]) for k, entry in enumerate(self.entries) if isinstance(entry, Stamp))


def lines(entries: Sequence[Entry], head: str) -> str:
    """The lines that go on from a head, each ended.

    >>> told = Resolution(date="2030-01-01T00:00:00Z", question="q", came="yes", on="2029", source="press", note="")
    >>> sorted(json.loads(lines([told], FIRST)))
    ['came', 'date', 'hash', 'kind', 'note', 'on', 'previous', 'question', 'source']
    """
    written = []
    for entry in entries:
        kind = next(name for name, made in KINDS.items() if isinstance(entry, made))
        told = {"kind": kind, "previous": head, **asdict(entry)}
        head = _hash(told)
        written.append(_written({**told, "hash": head}) + "\n")
    return "".join(written)


def read(text: str, file: str = "record", *, head: str = "") -> Record:
    """A record, proved whole. `head`: one that was noted, which it must hold too.

    InputError at the first line that is not as it was written, or where the noted head does not stand.

    >>> read("").entries
    ()
    """
    entries: list[Entry] = []
    before, heads = FIRST, {FIRST}
    for number, line in enumerate(re.findall(r"[^\n]*\n|[^\n]+", text), start=1):
        try:
            entry, before = _entry(line, before, entries)
        except ValueError as fault:
            message = f"the record is not whole from here on: {fault}"
            raise InputError(Problem(message=message, file=file, line=number)) from None
        entries.append(entry)
        heads.add(before)
    if head and head not in heads:
        message = "the head that you noted is not in it: lines were changed or cut off"
        raise InputError(Problem(message=message, file=file))
    return Record(entries=tuple(entries), head=before)


def _hash(told: Mapping[str, Any]) -> str:
    return hashlib.sha256(_written(told).encode()).hexdigest()


def _written(told: Mapping[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=True, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _entry(line: str, before: str, earlier: Sequence[Entry]) -> tuple[Entry, str]:
    """One line's entry and hash; ValueError, which says why, unless everything about it holds."""
    told = _object(line)
    mark = told.pop("hash", None)
    if told.get("previous") != before:
        raise ValueError("the line before it is not the one that it was written after")
    if line.endswith("\r\n"):
        raise ValueError("its line end is another (CR LF) than it was written with; let no tool convert the file")
    if mark != _hash(told) or line != _written({**told, "hash": mark}) + "\n":
        raise ValueError("its text does not fit its hash")
    kind = KINDS.get(str(told.get("kind")))
    values = {name: value for name, value in told.items() if name not in ("kind", "previous")}
    if kind is None or set(values) != {field.name for field in fields(kind)}:
        raise ValueError("it is no forecast, resolution or time stamp as this version knows them")
    if wrong := _wrong(kind, values, earlier):
        raise ValueError(wrong)
    return kind(**values), str(mark)


def _object(line: str) -> dict[str, Any]:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        raise ValueError("it is not JSON") from None
    if not isinstance(told, dict):
        raise ValueError("it is not an entry")
    return told


_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def _wrong(kind: type[Entry], values: Mapping[str, Any], earlier: Sequence[Entry]) -> str:
    """What is wrong with an entry's values; "" if nothing is."""
    texts = [value for name, value in values.items() if name not in ("chance", "own", "stays", "done")]
    if not all(isinstance(text, str) for text in texts) or not _TIME.fullmatch(values["date"]):
        return "a text or its time is not one"
    if earlier and values["date"] < earlier[-1].date:
        return "it is earlier than the line before"
    if kind is Stamp:
        return ""
    return _wrong_resolution(values, earlier) if kind is Resolution else _wrong_forecast(values)


def _wrong_resolution(values: Mapping[str, Any], earlier: Sequence[Entry]) -> str:
    if values["came"] not in CAME or dates.fault(values["on"]):
        return "what came, or its date, is not one"
    asked = any(isinstance(one, Forecast) and one.question == values["question"] for one in earlier)
    return "" if asked else "it answers a question that was not sealed before"


def _wrong_forecast(values: Mapping[str, Any]) -> str:
    chances = [values["chance"], *([] if values["own"] is None else [values["own"]])]
    if not all(type(chance) in (int, float) and 0 <= chance <= 1 for chance in chances):
        return "a chance is none"
    if type(values["stays"]) is not bool or type(values["done"]) is not bool or dates.fault(values["horizon"]):
        return "what a rival says, or the horizon, is none"
    return ""
