"""Readings of prose on their way into a dialogue: the proposals, and what was decided of each."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from detente.errors import InputError
from detente.reading.proposals import file as notebook
from detente.reading.proposals.confidence import told
from detente.reading.proposals.proposal import Proposal, Voice
from detente.reading.proposals.review import Session, named, start, step

KEPT = 20
"""Readings that a workbench holds; the oldest go."""

DECISIONS = frozenset({"a", "r", "s", "b", "u", "e", "m", "p"})
"""What a reviewer may do, as `review.step` takes it."""


@dataclass(slots=True, eq=False)
class Reading:
    """One reading: the dialogue it goes into ("" for a new one), its title, and the review so far."""

    into: str
    title: str
    session: Session
    id: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    said: str = ""

    def decide(self, id: str, decision: str, rest: str) -> None:
        """One decision on one proposal; what the review says to it is kept to be shown."""
        if decision not in DECISIONS:
            raise InputError(f"there is no decision `{decision}`; there are {', '.join(sorted(DECISIONS))}")
        at = next((k for k, one in enumerate(self.session.proposals) if one.id == id), None)
        if at is None and decision != "u":
            raise InputError(f"there is no proposal `{id}` in this reading")
        session = self.session if at is None else replace(self.session, at=at, done=False)
        self.session, self.said = step(session, f"{decision} {rest}".strip())


class Readings:
    """The readings of one workbench."""

    def __init__(self) -> None:
        self._readings: dict[str, Reading] = {}

    def begin(self, into: str, title: str, text: str, reviewer: str) -> Reading:
        """A review of the proposals that a notebook's text holds."""
        book = notebook.from_text(text)
        known = {party for p in book.proposals for party in (*p.speaker.parties, *p.addressee.parties)}
        reading = Reading(into, title, start(book.proposals, book.unread, reviewer=reviewer, known=known))
        self._readings[reading.id] = reading
        for old in list(self._readings)[: max(0, len(self._readings) - KEPT)]:
            del self._readings[old]
        return reading

    def get(self, id: str) -> Reading | None:
        """The reading of that id."""
        return self._readings.get(id)


def told_by_sentence(session: Session) -> list[dict[str, Any]]:
    """The proposals under their sentences, in the order of the text."""
    rows = []
    for _, group in groupby(session.proposals, key=lambda p: (p.evidence.file, p.evidence.sentence)):
        listed = list(group)
        span = listed[0].evidence
        marks = sorted({p.evidence.mark for p in listed if p.evidence.mark[1] > p.evidence.mark[0]})
        rows.append({"place": span.place, "pieces": pieces(span.text, marks),
                     "proposals": [_proposal(p) for p in listed]})  # fmt: skip
    return rows


def pieces(text: str, marks: list[tuple[int, int]]) -> list[tuple[str, bool]]:
    """The sentence cut at its marks: (part, whether it is marked)."""
    found, at = [], 0
    for low, high in marks:
        if low < at or high > len(text):
            continue
        found += [(text[at:low], False), (text[low:high], True)]
        at = high
    return [part for part in (*found, (text[at:], False)) if part[0]]


def _proposal(p: Proposal) -> dict[str, Any]:
    extras = {"condition": p.condition, "reason": p.reason, "likelihood": p.likelihood}
    return {"id": p.id, "act": p.act, "who": named(p.speaker) or "?", "to": _to(p.addressee), "object": p.object,
            "status": p.status, "told": told(p), "same_as": p.same_as, "unsettled": not p.speaker.parties,
            "extras": {name: value for name, value in extras.items() if value}}  # fmt: skip


def _to(voice: Voice) -> str:
    return named(voice) if voice.parties or voice.text else ""


def counted(session: Session) -> Mapping[str, int]:
    """How many are accepted, rejected, and open."""
    decided = [p.status for p in session.proposals]
    return {"accepted": sum(s in ("accepted", "edited", "merged") for s in decided),
            "rejected": decided.count("rejected"), "open": session.open, "all": len(decided)}  # fmt: skip
