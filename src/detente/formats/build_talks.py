"""The records of what was said and promised, and of what the analyst adds -> their values in the dialogue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from detente.formats.nodes import Path
from detente.formats.records import CommitmentEntry, DialogueFile, Entry, HappenedEntry, RoundEntry
from detente.formats.scope import Scope
from detente.model import dialogue as m
from detente.model.expression import names


def rounds_of(raw: DialogueFile, scope: Scope) -> tuple[m.Round, ...]:
    return tuple(_round(id, r, at, scope) for at, id, r in scope.numbered(raw, "rounds"))


def _round(id: str, r: RoundEntry, at: Path, scope: Scope) -> m.Round:
    for name in r.circumstances:
        scope.known(name, "circumstance", (*at, "circumstances", name))
    answers = []
    for ask, a in r.answers.items():
        here = (*at, "answers", ask)
        if scope.known(ask, "ask", here) and a.granted:
            _granted(ask, a.granted, (*here, "granted"), scope)
        answers.append(scope.made(m.Answer, a, here, ask=ask))
    for k, e in enumerate(r.events):
        _filled(e, ("text", "date"), (*at, "events", k), scope)
    events = tuple(scope.made(m.Event, e, (*at, "events", k)) for k, e in enumerate(r.events))
    levels = None if r.status_quo is None else scope.some_levels(r.status_quo, (*at, "status_quo"))
    every: dict[str, Any] = {"tabled": tuple(scope.asks)} if r.tabled is None else {}
    return scope.made(
        m.Round, r, at, id=id, **every,
        circumstances=tuple((c, r.circumstances[c]) for c in scope.circumstances if c in r.circumstances),
        status_quo=None if levels is None else scope.state(levels), answers=tuple(answers), events=events,
        ended=r.ended and scope.made(m.Ending, r.ended, (*at, "ended")),
    )


def _granted(ask: str, level: str, at: Path, scope: Scope) -> None:
    """A granted level is one of an option that the ask speaks of."""
    options = [name for name in names(scope.asks[ask].that) if name in scope.levels]
    if options and all(scope.level_index(option, level) is None for option in options):
        scope.level(options[0], level, at)


def commitments_of(raw: DialogueFile, scope: Scope) -> tuple[m.Commitment, ...]:
    return tuple(_commitment(id, c, scope) for id, c in raw.commitments.items())


def _commitment(id: str, c: CommitmentEntry, scope: Scope) -> m.Commitment:
    at, status = ("commitments", id), m.Status()
    if not c.by:
        scope.place.wrong(at, f"commitment `{id}`: nobody promises (`by` is empty)")
    if c.status is not None:
        status = scope.made(m.Status, c.status, (*at, "status"), done=c.status.done or "")
    return scope.made(m.Commitment, c, at, whose=f"commitment `{id}`", id=id, status=status)


def texts_of(raw: DialogueFile, scope: Scope) -> tuple[m.Draft, ...]:
    made = []
    for at, id, t in scope.numbered(raw, "texts"):
        if not t.sets and not scope.place.misshapen:
            scope.place.wrong((*at, "sets"), f"text `{id}` proposes nothing (`sets` is empty)")
        made.append(scope.made(m.Draft, t, at, id=id))
    return tuple(made)


def happened(entries: Sequence[HappenedEntry], scope: Scope) -> tuple[m.Happened, ...]:
    """What came after the date of a file; an ask's id means the ask, anything else is an expression."""
    made = []
    for i, h in enumerate(entries):
        at = ("happened", i)
        signing = h.signed is not None
        if signing == bool(h.what) or signing == bool(h.holds):
            told = f"`happened`, item {i + 1}: write either `what` and `holds`, or `signed: yes` or `no`"
            scope.place.wrong(at, told)
            continue
        ask = h.what if h.what in scope.asks else ""
        named = ask or signing
        what = None if named else scope.expression(h.what, (*at, "what"), f"`happened`, item {i + 1}")
        holds = h.holds or ("no" if h.signed is False else "yes")
        made.append(scope.made(m.Happened, h, at, ask=ask, what=what, holds=holds))
    return tuple(made)


def judgements_of(raw: DialogueFile, scope: Scope) -> tuple[m.Judgement, ...]:
    """What the interview has on record; what it is about may have left the file since."""
    for i, j in enumerate(raw.interview):
        _filled(j, ("question", "answer"), ("interview", i), scope)
    return tuple(scope.made(m.Judgement, j, ("interview", i)) for i, j in enumerate(raw.interview))


def silences_of(raw: DialogueFile, scope: Scope) -> tuple[m.Silence, ...]:
    for i, s in enumerate(raw.silence):
        _filled(s, ("code", "because"), ("silence", i), scope)
    return tuple(scope.made(m.Silence, s, ("silence", i)) for i, s in enumerate(raw.silence))


def _filled(entry: Entry, needed: Sequence[str], at: Path, scope: Scope) -> None:
    for field in needed:
        if not getattr(entry, field) and not scope.place.misshapen:
            message = f"`{field}` of `{'.'.join(map(str, at))}` is empty; something must stand there"
            scope.place.wrong((*at, field), message)
