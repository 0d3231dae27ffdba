"""What a file may say and no question uses yet: nothing that is accepted is ignored in silence.

A row goes as soon as something uses its field (`tests/analyses/test_unused.py` wants each to be warned about).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from detente.methods.chances.combinations import MAX_FACTS, uncertain_facts
from detente.model.dialogue import Dialogue, Line, Statement

Entries = Callable[[Dialogue], Iterable[tuple[str, int]]]
"""(id, line) of the entries that say something by a field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unused:
    """A field that acts on nothing yet: its `name` in the file, what will use it (the case of the warning), and the
    entries that have it.

    `decides`: with it some answers would be others, so every page says that it is left out.
    """

    name: str
    by: str
    decides: bool
    entries: Entries


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A field of a dialogue that is not used yet: where it stands, and the line of the first such entry."""

    name: str
    by: str
    decides: bool
    ids: tuple[str, ...]
    line: int


def left_out(dialogue: Dialogue) -> tuple[Left, ...]:
    """The fields that the dialogue fills and that no question uses yet.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> left_out(river)
    ()
    """
    left = []
    for row in ROWS:
        entries = list(row.entries(dialogue))
        if entries:
            ids = tuple(dict.fromkeys(id for id, _ in entries))
            left.append(Left(name=row.name, by=row.by, decides=row.decides, ids=ids, line=entries[0][1]))
    return tuple(left)


def _statements(dialogue: Dialogue) -> Iterator[Statement]:
    """All statements: those of the parties' lists, and those that views hold."""
    yield from (s for preferences in dialogue.preferences.values() for s in preferences.statements)
    for view in dialogue.views:
        yield from (added.statement for added in view.add)
        yield from view.instead.statements if view.instead is not None else ()


def _lines(dialogue: Dialogue) -> Iterator[tuple[str, Line]]:
    """(id, entry) of every entry that can cite a source."""
    for room in ("parties", "fronts", "circumstances", "options", "asks", "rules", "rounds", "commitments", "views",
                 "texts", "offers"):
        yield from ((entry.id, entry) for entry in getattr(dialogue, room))
    yield from ((s.id, s) for s in _statements(dialogue))
    for round in dialogue.rounds:
        yield from ((round.id, entry) for entry in (*round.answers, *round.events, *filter(None, [round.ended])))
    yield from ((c.id, c.status) for c in dialogue.commitments)


def _spans(dialogue: Dialogue) -> Iterator[tuple[str, int]]:
    entries = _lines(dialogue)
    return ((id, entry.line) for id, entry in entries if any(e.at is not None for e in entry.evidence))


ROWS: tuple[Unused, ...] = (
    Unused(name="strong", by="question", decides=True,
           entries=lambda d: ((s.id, s.line) for s in _statements(d) if s.strong)),
    Unused(name="unknown", by="question", decides=True,
           entries=lambda d: ((s.id, s.line) for s in _statements(d) if s.unknown)),
    Unused(name="attitudes", by="question", decides=True,
           entries=lambda d: ((party, d.party(party).line) for party in d.attitudes)),
    Unused(name="for", by="own-rules", decides=False,
           entries=lambda d: ((rule.id, rule.line) for rule in d.own_rules)),
    Unused(name="signature", by="signature", decides=True,
           entries=lambda d: (("signature", s.line) for s in filter(None, [d.signature])
                              if len(uncertain_facts(d)) > MAX_FACTS)),
    Unused(name="fallback", by="rules", decides=True,
           entries=lambda d: ((party, d.party(party).line) for party, levels in d.fallback.items()
                              if d.start is not None and not d.feasible(d.with_levels(d.start, levels)))),
    Unused(name="file", by="page", decides=False,
           entries=lambda d: ((s.id, s.line) for s in d.sources if s.file)),
    Unused(name="url", by="page", decides=False,
           entries=lambda d: ((s.id, s.line) for s in d.sources if s.url)),
    Unused(name="at", by="page", decides=False, entries=_spans),
)  # fmt: skip
