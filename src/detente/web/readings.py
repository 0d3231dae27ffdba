"""Readings of prose on their way into a dialogue: the proposals, and what was decided of each."""

from __future__ import annotations

import re
import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from detente.errors import InputError
from detente.reading.proposals import file as notebook
from detente.reading.proposals.confidence import COUNTED
from detente.reading.proposals.proposal import Proposal, Voice
from detente.reading.proposals.review import Session, carry, start, step
from detente.report import wording
from detente.report.language import _, said
from detente.report.pages.reading import ACTS, share
from detente.report.pages.reading import FIELDS as WORDS

KEPT = 20
"""Readings that a workbench holds; the oldest go."""

DECISIONS = frozenset({"a", "r", "s", "b", "u", "e", "m", "p"})
"""What a reviewer may do, as `review.step` takes it."""


@dataclass(slots=True, eq=False)
class Reading:
    """One reading: the dialogue it goes into ("" for a new one), what was read, and the review so far.

    `file`, `data`: the text that was read; `strangers`: parties that its reader named, since nothing knows them;
    `parties`: (id, name) of those that it speaks of. `left`: what did not go into the dialogue, with the reason.
    """

    into: str
    file: str
    data: bytes
    session: Session
    parties: Mapping[str, str]
    strangers: tuple[str, ...] = ()
    id: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    said: str = ""
    left: tuple[str, ...] = ()

    def decide(self, id: str, decision: str, rest: str) -> None:
        """One decision on one proposal; what the review says to it is kept to be shown."""
        self.left = ()
        if decision not in DECISIONS:
            raise InputError(f"there is no decision `{decision}`; there are {', '.join(sorted(DECISIONS))}")
        at = next((k for k, one in enumerate(self.session.proposals) if one.id == id), None)
        if at is None and decision != "u":
            raise InputError(f"there is no proposal `{id}` in this reading")
        session = self.session if at is None else replace(self.session, at=at, done=False)
        if decision == "a" and session.current and not session.current.speaker.parties:
            self.said = _("Say first who “{name}” is, then accept.", name=session.current.speaker.text)
            return
        if decision == "e":
            rest = _as_written(rest)
        self.session, _line = step(session, f"{decision} {rest}".strip())
        self.said = self._answer(session, decision, rest.split())

    def _answer(self, before: Session, decision: str, words: Sequence[str]) -> str:
        """What the page says to a decision; "" where what changed is seen beside the proposal."""
        if self.session is before:
            nothing = {"u": _("There is nothing to undo."), "a": "", "r": "", "s": "", "b": ""}
            return nothing.get(decision, _("That cannot stand there; nothing was changed."))
        match decision:
            case "u":
                return _("The last decision is undone.")
            case "e":
                return _("Changed; accept it if it is right now.")
            case "p":
                current = before.current
                name = self.parties.get(words[0], words[0])
                return _("“{name}” is {party} from now on.", name=current.speaker.text, party=name) if current else ""
            case _:
                return ""

    def again(self, made: Mapping[str, Any], strangers: Sequence[str]) -> None:
        """The same text read anew, with parties that were not known before; decisions on the same words stay."""
        book = notebook.from_text(made["notebook"])
        carried = carry(book.proposals, self.session.proposals)
        self.session = start(carried, book.unread, reviewer=self.session.reviewer)
        self.parties, self.strangers, self.said, self.left = made["parties"], tuple(strangers), "", ()

    def unknown(self) -> list[tuple[str, bool]]:
        """Names of speakers that nothing knows, as far as they look like names, the most frequent first; and whether
        each stands for itself: of "Estmark" and "Estmark delegation" the first does."""
        voices = (p.speaker for p in self.session.proposals if not p.settled)
        names = Counter(_bare(v.text) for v in voices if not v.parties and _NAME.fullmatch(_bare(v.text)))
        every = [name for name, _times in names.most_common()]
        return [(name, not any(name.startswith(f"{other} ") for other in every)) for name in every]


def _as_written(change: str) -> str:
    """A change of a field as the notebook writes it: acts by their ids, whatever the language they are named in."""
    field, _space, value = change.partition(" ")
    named = {said(word).casefold(): act for act, word in ACTS.items()}
    return f"{field} {named.get(value.strip().casefold(), value)}" if field == "act" else change


_NAME = re.compile(r"(?!(?:It|He|She|We|I|They|Both|This|That|These|Those)\Z)[^\W\d_a-z]\w*(?:[ -]\w+)*")
"""A name as it stands in English prose: its first letter is a capital, and it is no pronoun."""


def _bare(text: str) -> str:
    return re.sub(r"^(the|a|an)\s+", "", text.strip(), flags=re.IGNORECASE)


class Readings:
    """The readings of one workbench."""

    def __init__(self) -> None:
        self._readings: dict[str, Reading] = {}

    def begin(self, into: str, file: str, data: bytes, made: Mapping[str, Any], strangers: Sequence[str],
              reviewer: str) -> Reading:  # fmt: skip
        """A review of what was read (see `tasks.read`) in a text."""
        book = notebook.from_text(made["notebook"])
        session = start(book.proposals, book.unread, reviewer=reviewer)
        reading = Reading(into, file, data, session, made["parties"], tuple(strangers))
        self._readings[reading.id] = reading
        for old in list(self._readings)[: max(0, len(self._readings) - KEPT)]:
            del self._readings[old]
        return reading

    def get(self, id: str) -> Reading | None:
        """The reading of that id."""
        return self._readings.get(id)


def told_by_sentence(session: Session, parties: Mapping[str, str]) -> list[dict[str, Any]]:
    """The proposals under their sentences, in the order of the text; `parties`: their names by their ids."""
    rows = []
    for _place, group in groupby(session.proposals, key=lambda p: (p.evidence.file, p.evidence.sentence)):
        listed = list(group)
        span = listed[0].evidence
        marks = sorted({p.evidence.mark for p in listed if p.evidence.mark[1] > p.evidence.mark[0]})
        rows.append({"place": span.place, "pieces": pieces(span.text, marks),
                     "proposals": [_proposal(p, parties) for p in listed]})  # fmt: skip
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


def _proposal(p: Proposal, parties: Mapping[str, str]) -> dict[str, Any]:
    extras = {"condition": p.condition, "reason": p.reason, "likelihood": p.likelihood}
    return {"id": p.id, "act": said(ACTS[p.act]), "who": _named(p.speaker, parties) or "?",
            "to": _named(p.addressee, parties), "object": p.object, "status": p.status, "told": _told(p),
            "same_as": p.same_as, "unsettled": "" if p.speaker.parties else _("“{name}” is", name=p.speaker.text),
            "extras": {said(FIELDS[name]): value for name, value in extras.items() if value}}  # fmt: skip


def _named(voice: Voice, parties: Mapping[str, str]) -> str:
    """Who it is, by name; in the words of the text where that is not settled."""
    if not voice.parties:
        return f"“{voice.text}”" if voice.text else ""
    names = wording.listed(parties.get(id, id) for id in voice.parties)
    return _("{names} (inferred)", names=names) if voice.inferred else names


def _told(p: Proposal) -> str:
    return share(None if p.origin == "model" else round(p.confidence * 10), p.rule != COUNTED)


FIELDS = {name: words for name, words in WORDS.items() if name not in ("figures", "dates")}
"""What of a proposal can be changed, in words."""


def counted(session: Session) -> Mapping[str, int]:
    """How many are accepted, rejected, and open."""
    decided = [p.status for p in session.proposals]
    return {"accepted": sum(s in ("accepted", "edited", "merged") for s in decided),
            "rejected": decided.count("rejected"), "open": session.open, "all": len(decided)}  # fmt: skip
