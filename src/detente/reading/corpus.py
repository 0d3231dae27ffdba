"""Many texts at once: read in parallel, a timeline, who said what first, and PLOVER-coded events for other programs."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from detente.errors import DetenteError, InputError, MissingExtra
from detente.reading.grammar.names import Names, shipped
from detente.reading.pipeline import read
from detente.reading.proposals.merge import FAMILY, alike
from detente.reading.proposals.proposal import Proposal, Reading
from detente.reading.text.dated import date_of
from detente.reading.text.ingest import ingest

CONNECT = 10
"""Seconds to wait for a cluster's scheduler."""
FEW = 4
"""Below so many files, other processes would take longer to start than to work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A file that could not be read, and why. The others are not lost for it."""

    file: str
    message: str


@dataclass(frozen=True, kw_only=True)
class Corpus:
    """What many files gave, in the order in which they were named."""

    readings: tuple[Reading, ...]
    failures: tuple[Failure, ...] = ()

    @property
    def proposals(self) -> tuple[Proposal, ...]:
        """All proposals, numbered through."""
        every = (p for reading in self.readings for p in reading.proposals)
        return tuple(replace(p, id=f"p{k}") for k, p in enumerate(every, start=1))


def _one(path: str, names: Names | None, force: bool) -> Reading | Failure:
    try:
        return read(ingest(Path(path)), names, force=force)
    except MissingExtra:
        raise
    except DetenteError as error:
        return Failure(file=Path(path).name, message=str(error))


def read_many(paths: Sequence[Path], names: Names | None = None, *, scheduler: str = "", force: bool = False) -> Corpus:
    """All files: one after the other if they are few, else in processes, or on the Dask cluster at `scheduler`.

    Raises MissingExtra if a cluster is named and Dask is not installed.
    """
    listed = [str(path) for path in paths]
    if scheduler:
        results = _on_cluster(listed, names, scheduler, force)
    elif len(listed) < FEW or (os.cpu_count() or 1) < 2:
        results = [_one(path, names, force) for path in listed]
    else:
        results = _in_processes(listed, names, force)
    readings = tuple(r for r in results if isinstance(r, Reading))
    return Corpus(readings=readings, failures=tuple(r for r in results if isinstance(r, Failure)))


def _in_processes(paths: list[str], names: Names | None, force: bool) -> list[Reading | Failure]:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    workers = min(os.cpu_count() or 1, len(paths))
    with ProcessPoolExecutor(max_workers=workers, mp_context=get_context("spawn")) as pool:
        return list(pool.map(_one, paths, [names] * len(paths), [force] * len(paths)))


def _on_cluster(paths: list[str], names: Names | None, scheduler: str, force: bool) -> list[Reading | Failure]:
    try:
        from distributed import Client
    except ImportError as error:
        raise MissingExtra("Reading on a Dask cluster", "scale") from error
    try:
        client: Any = Client(scheduler, timeout=CONNECT)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise InputError(f"No Dask scheduler answers at {scheduler}.") from error
    with client:
        futures = client.map(_one, paths, names=names, force=force, pure=False)
        return list(client.gather(futures))


# ---- a timeline ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One position on the timeline. `date`: of its text, as known; `front`: by the option that says the same."""

    date: str
    file: str
    party: str
    front: str
    proposal: Proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class First:
    """A position that several texts or parties have, who had it first, and how often it came."""

    date: str
    party: str
    act: str
    object: str
    file: str
    times: int


def timeline(proposals: Iterable[Proposal], *, as_of: str = "", options: Iterable[Any] = ()) -> tuple[Entry, ...]:
    """Positions by date, party and place in the text; `options` of a dialogue give the fronts."""
    known = tuple(options)
    rows = [
        Entry(date=date_of(p.evidence.file, as_of), file=p.evidence.file,
              party="+".join(p.speaker.parties) or p.speaker.text,
              front=_front(p, known), proposal=p)
        for p in proposals
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda e: (e.date or "9999", e.front, e.party, e.file, e.proposal.evidence.start)))


def _front(p: Proposal, options: tuple[Any, ...]) -> str:
    scored = [
        (alike(o.text, p.object), o.front)
        for o in options
        if o.front and o.by in (*p.speaker.parties, *p.addressee.parties)
    ]
    best = max(scored, default=(0.0, ""))
    return best[1] if best[0] >= 0.5 else ""


def firsts(entries: Sequence[Entry]) -> tuple[First, ...]:
    """Who said what first: entries of like object and act, taken together in the order of time."""
    groups: list[list[Entry]] = []
    for entry in entries:
        home = next((g for g in groups if _like(g[0], entry)), None)
        if home is None:
            groups.append([entry])
        else:
            home.append(entry)
    return tuple(
        First(
            date=g[0].date,
            party=g[0].party,
            act=g[0].proposal.act,
            object=g[0].proposal.object,
            file=g[0].file,
            times=len(g),
        )
        for g in groups
    )


def _like(a: Entry, b: Entry) -> bool:
    first, second = a.proposal, b.proposal
    return (
        FAMILY.get(first.act, first.act) == FAMILY.get(second.act, second.act)
        and alike(first.object, second.object) >= 0.6
    )


# ---- events for other programs -------------------------------------------------------------------------------------

FIELDS = ("id", "date", "event_type", "cameo_root", "act", "source", "target", "target_inferred", "object", "condition",
          "confidence", "status", "file", "paragraph", "start", "end", "text")  # fmt: skip


def event(entry: Entry, names: Names | None = None) -> dict[str, Any]:
    """A position as a PLOVER-coded event: the type, and codes of states (ISO 3166) or organisations."""
    p = entry.proposal
    kind, _, root = p.code.partition(" ")
    known = names or shipped()
    return {
        "id": p.id, "date": entry.date, "event_type": kind or "", "cameo_root": root, "act": p.act,
        "source": "+".join(dict.fromkeys(known.root(x) for x in p.speaker.parties)) or p.speaker.text,
        "target": "+".join(dict.fromkeys(known.root(x) for x in p.addressee.parties)),
        "target_inferred": p.addressee.inferred,
        "object": p.object, "condition": p.condition, "confidence": round(p.confidence, 2), "status": p.status,
        "file": p.evidence.file, "paragraph": p.evidence.paragraph, "start": p.evidence.start, "end": p.evidence.end,
        "text": p.evidence.text,
    }  # fmt: skip


def harmless(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula."""
    if (isinstance(value, str) and value.lstrip(" \t\r\n")[:1] in ("=", "+", "-", "@", "|", "%")) or (
        isinstance(value, str) and value[:1] in "\t\r\n" and value
    ):
        return "'" + value
    return value


def as_csv(entries: Iterable[Entry], names: Names | None = None) -> str:
    """Events as CSV with a head line."""
    out = io.StringIO()
    writer = csv.DictWriter(out, FIELDS, lineterminator="\n")
    writer.writeheader()
    for entry in entries:
        writer.writerow({key: harmless(value) for key, value in event(entry, names).items()})
    return out.getvalue()


def as_json_lines(entries: Iterable[Entry], names: Names | None = None) -> str:
    """Events as JSON, one a line."""
    return "".join(json.dumps(event(entry, names), ensure_ascii=False) + "\n" for entry in entries)
