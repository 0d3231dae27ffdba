"""The share of asks accepted, by front and direction, round by round; and what made it change (definitions 8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from detente.model.dialogue import AnswerKind, Ask, Dialogue, Round

WEIGHTS: Mapping[str, Fraction] = {
    "accepted": Fraction(1),
    "in_principle": Fraction(1, 2),
    "partly": Fraction(1, 2),
    "deferred": Fraction(0),
    "refused": Fraction(0),
}
"""What an answer counts for; an ask without an answer, or with one that is not known, is left out.

What is agreed in principle is agreed if everything is: half, until the round is signed (`Round.given`).
"""

Grouping = Literal["all", "front", "kind", "rank", "direction", "front_direction", "kind_direction"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The mean weight of the asks answered in a round; None where none was.

    `counted`, `unanswered`: how many asks on the table had an answer, and how many had none; `asks`: those counted.
    """

    round: str
    score: Fraction | None
    counted: int
    unanswered: int
    asks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """An ask answered in both rounds and otherwise in the later: its part in the change of the score."""

    ask: str
    before: AnswerKind
    after: AnswerKind
    change: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """The change of a score from a round to the next, taken apart: total = moved + came + went.

    `moved`: what changed on the `common` asks, those answered in both rounds; `came`: what the asks answered only in
    the later round (`arrived`) did to its score; `went`: likewise for those answered only in the earlier (`left`). All
    None if one of the rounds has no score; without common asks only `total` is known and the agenda alone made it.
    """

    since: str
    round: str
    total: Fraction | None
    moved: Fraction | None
    came: Fraction | None
    went: Fraction | None
    common: int
    asks: tuple[Moved, ...]
    arrived: tuple[str, ...]
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Some of the asks, and their scores round by round.

    `by` says how they were picked and which of `front`, `kind`, `rank` (of the front), `asker`, `asked` are set.
    """

    by: Grouping
    front: str = ""
    kind: str = ""
    rank: str = ""
    asker: str = ""
    asked: str = ""
    asks: tuple[str, ...]
    scores: tuple[Score, ...]
    shifts: tuple[Shift, ...]


def ledger(dialogue: Dialogue) -> tuple[Subject, ...]:
    """Every grouping of the asks that the file has, each with its scores and what changed them.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> [subject.kind for subject in ledger(river)]
    ['', 'development', 'development', '', '', 'development', 'development', 'development', 'development']
    """
    groups: dict[tuple[Grouping, tuple[tuple[str, str], ...]], list[Ask]] = {}
    for by in _GROUPINGS:
        for ask in dialogue.asks:
            key = _key(dialogue, ask, by)
            if all(key.values()):
                groups.setdefault((by, tuple(key.items())), []).append(ask)
    return tuple(_subject(dialogue, by, dict(key), asks) for (by, key), asks in groups.items())


def score(answers: Iterable[AnswerKind | None]) -> Fraction | None:
    """The mean weight of some answers, those that are none or unanswered left out; None if nothing is left.

    >>> score(["accepted", "partly", None]), score([None])
    (Fraction(3, 4), None)
    """
    weights = [WEIGHTS[answer] for answer in answers if answer is not None and answer in WEIGHTS]
    return sum(weights, Fraction(0)) / len(weights) if weights else None


_GROUPINGS: Mapping[Grouping, tuple[str, ...]] = {
    "all": (),
    "front": ("front",),
    "kind": ("kind",),
    "rank": ("rank",),
    "direction": ("asker", "asked"),
    "front_direction": ("front", "asker", "asked"),
    "kind_direction": ("kind", "asker", "asked"),
}


def _key(dialogue: Dialogue, ask: Ask, by: Grouping) -> dict[str, str]:
    front = dialogue.front(ask.front) if ask.front else None
    known = {
        "front": ask.front,
        "kind": front.kind if front else "",
        "rank": front.rank if front else "",
        "asker": ask.by,
        "asked": ask.of,
    }
    return {name: known[name] for name in _GROUPINGS[by]}


def _subject(dialogue: Dialogue, by: Grouping, key: dict[str, str], asks: list[Ask]) -> Subject:
    ids = tuple(ask.id for ask in asks)
    answers = [_answers(r, ids) for r in dialogue.rounds]
    if by in ("front", "front_direction"):
        front = dialogue.front(key["front"])
        key = {**key, "kind": front.kind, "rank": front.rank}
    pairs = zip(dialogue.rounds, answers, dialogue.rounds[1:], answers[1:], strict=False)
    return Subject(
        by=by,
        **key,
        asks=ids,
        scores=tuple(_score(r.id, given) for r, given in zip(dialogue.rounds, answers, strict=True)),
        shifts=tuple(_shift(a.id, before, b.id, after) for a, before, b, after in pairs),
    )


def _answers(r: Round, asks: tuple[str, ...]) -> dict[str, AnswerKind]:
    """The answers to those of the asks that were on the table."""
    given = {id: r.answer(id) for id in asks if id in r.tabled}
    return {id: "unanswered" if answer is None else answer.answer for id, answer in given.items()}


def _counted(answers: Mapping[str, AnswerKind]) -> tuple[str, ...]:
    return tuple(id for id, answer in answers.items() if answer in WEIGHTS)


def _score(round: str, answers: Mapping[str, AnswerKind]) -> Score:
    counted = _counted(answers)
    return Score(
        round=round,
        score=score(answers.values()),
        counted=len(counted),
        unanswered=len(answers) - len(counted),
        asks=counted,
    )


def _shift(since: str, before: Mapping[str, AnswerKind], round: str, after: Mapping[str, AnswerKind]) -> Shift:
    then, now = _counted(before), _counted(after)
    common = tuple(id for id in then if id in now)
    first, last = score(before.values()), score(after.values())
    first_common, last_common = score(before[id] for id in common), score(after[id] for id in common)
    return Shift(
        since=since,
        round=round,
        total=_minus(last, first),
        moved=_minus(last_common, first_common),
        came=_minus(last, last_common),
        went=_minus(first_common, first),
        common=len(common),
        asks=tuple(
            Moved(ask=id, before=before[id], after=after[id], change=change / len(common))
            for id in common
            if (change := WEIGHTS[after[id]] - WEIGHTS[before[id]]) or before[id] != after[id]
        ),
        arrived=tuple(id for id in now if id not in then),
        left=tuple(id for id in then if id not in now),
    )


def _minus(a: Fraction | None, b: Fraction | None) -> Fraction | None:
    return None if a is None or b is None else a - b
