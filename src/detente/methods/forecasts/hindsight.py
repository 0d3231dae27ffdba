"""A dialogue as it could be written on a day: what came later is taken out, and what cannot be taken out is counted."""

from __future__ import annotations

from dataclasses import dataclass, replace

from detente.model.dates import first_day, last_day
from detente.model.dialogue import Commitment, Dialogue, Evidence, Round, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """What was taken out, and what was left although it may be hindsight.

    `rounds`, `promises`: those taken out, by id; `statuses`: promises of which it was not yet known what became;
    `asks`: those that only a later round tabled. `standing`: the status quo or facts are those of the file, since the
    last round kept does not state its own; `lines`: rules and lines of lists that rest on later sources alone.
    """

    rounds: tuple[str, ...]
    promises: tuple[str, ...]
    statuses: tuple[str, ...]
    asks: tuple[str, ...]
    standing: bool
    lines: int


def known_by(dialogue: Dialogue, date: str) -> tuple[Dialogue, Hidden]:
    """The dialogue as of a date ("": as it stands), and what that hides. Rounds and sources without a date are kept.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> then, hidden = known_by(river, "2018-12-31")
    >>> [round.id for round in then.rounds]
    ['first']
    """
    if not date:
        return replace(dialogue, happened=()), Hidden(
            rounds=(), promises=(), statuses=(), asks=(), standing=False, lines=0
        )
    kept = tuple(one for one in dialogue.rounds if not _later(one.date, date))
    gone = tuple(one.id for one in dialogue.rounds if _later(one.date, date))
    promises = tuple(c for c in dialogue.commitments if c.round not in gone)
    made = replace(
        dialogue,
        happened=(),
        rounds=kept,
        commitments=tuple(_promise(c, date) for c in promises),
        texts=tuple(text for text in dialogue.texts if text.round not in gone),
    )
    hidden = Hidden(
        rounds=gone,
        promises=tuple(c.id for c in dialogue.commitments if c.round in gone),
        statuses=tuple(c.id for c in promises if _later(c.status.as_of, date)),
        asks=_only_later(dialogue, gone),
        standing=bool(gone) and not (kept and kept[-1].status_quo is not None),
        lines=_lines(dialogue, date),
    )
    return (_as_of(made, kept[-1]) if gone and kept else made), hidden


def _later(written: str, date: str) -> bool:
    """Whether something began after a day; what has no date did not."""
    return bool(written) and first_day(written) > last_day(date)


def _promise(promise: Commitment, date: str) -> Commitment:
    return replace(promise, status=Status()) if _later(promise.status.as_of, date) else promise


def _as_of(dialogue: Dialogue, last: Round) -> Dialogue:
    """With the facts and the status quo of the last round."""
    there = dialogue.under(dict(last.circumstances))
    return there if last.status_quo is None else replace(there, status_quo=last.status_quo)


def _only_later(dialogue: Dialogue, gone: tuple[str, ...]) -> tuple[str, ...]:
    """The asks that are tabled in rounds taken out and in no other."""
    tabled = {(ask, one.id in gone) for one in dialogue.rounds for ask in one.tabled}
    return tuple(ask.id for ask in dialogue.asks if (ask.id, True) in tabled and (ask.id, False) not in tabled)


def _lines(dialogue: Dialogue, date: str) -> int:
    """How many rules and lines of lists cite sources that are all later than the day."""
    dates = {source.id: source.date for source in dialogue.sources}
    stated = [s for preferences in dialogue.preferences.values() for s in preferences.statements]
    return sum(_all_later(line.evidence, dates, date) for line in (*dialogue.every_rule, *stated))


def _all_later(evidence: tuple[Evidence, ...], dates: dict[str, str], date: str) -> bool:
    return bool(evidence) and all(_later(dates.get(one.source, ""), date) for one in evidence)
