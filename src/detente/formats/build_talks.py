"""The records of what was said and promised, and of what the analyst adds -> their values in the dialogue."""

from __future__ import annotations

from collections.abc import Sequence

from detente.formats.nodes import Path
from detente.formats.place import Place
from detente.formats.preferences import chance_of
from detente.formats.records import CommitmentEntry, DialogueFile, HappenedEntry, RoundEntry, StatusEntry
from detente.formats.scope import Scope
from detente.model import dialogue as m
from detente.model.expression import names


def rounds_of(raw: DialogueFile, scope: Scope) -> tuple[m.Round, ...]:
    made: list[m.Round] = []
    for i, r in enumerate(raw.rounds):
        id = r.id or f"round-{i + 1}"
        scope.label(id, ("rounds", i))
        made.append(_round(id, r, ("rounds", i), scope))
        if id in (other.id for other in made[:-1]):
            scope.place.wrong(("rounds", i), f"a second round `{id}`;", "ids of rounds differ.")
    return tuple(made)


def _round(id: str, r: RoundEntry, at: tuple[str | int, ...], scope: Scope) -> m.Round:
    for name in r.circumstances:
        scope.known(name, scope.circumstances, "circumstance", (*at, "circumstances", name))
    for k, ask in enumerate(r.tabled or ()):
        scope.known(ask, scope.asks, "ask", (*at, "tabled", k))
    tabled = tuple(scope.asks) if r.tabled is None else tuple(r.tabled)
    answers = []
    for ask, a in r.answers.items():
        here = (*at, "answers", ask)
        if scope.known(ask, scope.asks, "ask", here) and a.granted:
            _granted(ask, a.granted, (*here, "granted"), scope)
        answers.append(scope.made(m.Answer, a, here, ask=ask))
    for k, e in enumerate(r.events):
        _filled(e.text, (*at, "events", k, "text"), scope.place)
        _filled(e.date, (*at, "events", k, "date"), scope.place)
    events = tuple(scope.made(m.Event, e, (*at, "events", k)) for k, e in enumerate(r.events))
    levels = None if r.status_quo is None else scope.some_levels(r.status_quo, (*at, "status_quo"))
    return scope.made(
        m.Round, r, at, id=id,
        circumstances=tuple((c, r.circumstances[c]) for c in scope.circumstances if c in r.circumstances),
        status_quo=None if levels is None else scope.state(levels), tabled=tabled, answers=tuple(answers),
        events=events, ended=r.ended and scope.made(m.Ending, r.ended, (*at, "ended")),
    )


def _granted(ask: str, level: str, at: tuple[str | int, ...], scope: Scope) -> None:
    """A granted level is one of an option that the ask speaks of."""
    options = [name for name in names(scope.asks[ask].that) if name in scope.levels]
    if options and all(scope.level_index(option, level) is None for option in options):
        scope.level(options[0], level, at)


def _round_ids(raw: DialogueFile) -> list[str]:
    return [r.id or f"round-{i + 1}" for i, r in enumerate(raw.rounds)]


def commitments_of(raw: DialogueFile, scope: Scope) -> tuple[m.Commitment, ...]:
    rounds = _round_ids(raw)
    return tuple(_commitment(id, c, rounds, scope) for id, c in raw.commitments.items())


def _commitment(id: str, c: CommitmentEntry, rounds: list[str], scope: Scope) -> m.Commitment:
    at = ("commitments", id)
    if not c.by:
        scope.place.wrong(at, f"commitment `{id}`: nobody promises (`by` is empty)")
    for side in ("by", "to"):
        for party in getattr(c, side):
            scope.known(party, scope.parties, "party", (*at, side))
    if c.round:
        scope.known(c.round, rounds, "round", (*at, "round"))
    scope.front(c.front, at)
    does = scope.expression(c.does, (*at, "does"), f"commitment `{id}`") if c.does else None
    status = m.Status() if c.status is None else _status(c.status, (*at, "status"), scope)
    return scope.made(m.Commitment, c, at, id=id, by=tuple(c.by), to=tuple(c.to), text=c.text or id, does=does,
                      status=status)


def _status(s: StatusEntry, at: Path, scope: Scope) -> m.Status:
    for party in s.says:
        scope.known(party, scope.parties, "party", (*at, "says", party))
    return scope.made(m.Status, s, at, says=tuple(s.says.items()), done=s.done or "")


def signature_of(raw: DialogueFile, scope: Scope) -> m.Signature | None:
    if raw.signature is None:
        return None
    return scope.made(m.Signature, raw.signature, ("signature",), chance=chance_of(raw.signature.chance))


def texts_of(raw: DialogueFile, scope: Scope) -> tuple[m.Draft, ...]:
    rounds = _round_ids(raw)
    made: list[m.Draft] = []
    for i, t in enumerate(raw.texts):
        at, id = ("texts", i), t.id or f"text-{i + 1}"
        scope.label(id, at)
        if id in (other.id for other in made):
            scope.place.wrong(at, f"a second text `{id}`;", "ids of texts differ.")
        scope.known(t.by, scope.parties, "party", (*at, "by"))
        if t.round:
            scope.known(t.round, rounds, "round", (*at, "round"))
        if not t.sets and not scope.place.misshapen:
            scope.place.wrong((*at, "sets"), f"text `{id}` proposes nothing (`sets` is empty)")
        made.append(scope.made(m.Draft, t, at, id=id, sets=scope.some_levels(t.sets, (*at, "sets"))))
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
        _filled(j.question, ("interview", i, "question"), scope.place)
        _filled(j.answer, ("interview", i, "answer"), scope.place)
    return tuple(scope.made(m.Judgement, j, ("interview", i)) for i, j in enumerate(raw.interview))


def silences_of(raw: DialogueFile, place: Place) -> tuple[m.Silence, ...]:
    for i, s in enumerate(raw.silence):
        _filled(s.code, ("silence", i, "code"), place)
        _filled(s.because, ("silence", i, "because"), place)
    return tuple(
        m.Silence(code=s.code, at=s.at, because=s.because, note=s.note, line=place.line("silence", i))
        for i, s in enumerate(raw.silence)
    )


def _filled(text: str, at: tuple[str | int, ...], place: Place) -> None:
    if not text and not place.misshapen:
        place.wrong(at, f"`{at[-1]}` of `{'.'.join(map(str, at[:-1]))}` is empty; something must stand there")
