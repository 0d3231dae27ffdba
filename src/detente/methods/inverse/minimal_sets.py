"""All minimal sets of edits that meet a target, by size, every combination tried.

Edits fall into two kinds that do not touch: those that make a *situation* (circumstances, lifted rules, a package) and
those that change one party's *list*. A judge (`firm` or `deterred`) is asked, for each situation and each sharing-out
of the remaining edits among the parties' lists, which sets meet the target.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, Protocol

from detente.methods.inverse.edits import Edit

Goal = Literal["firm", "some", "every"]
Numbers = frozenset[int]
Shares = Mapping[str, int]
Question = tuple[Numbers, bool, Shares]
"""The sets that are judged together: a situation, whether with a package, how many edits of each party's list."""


class Judge(Protocol):
    """What the search asks."""

    def prepare(self, questions: Iterable[Question], without: Numbers) -> None:
        """Called with all questions of one size before they are asked; TooLarge if they are too much work."""
        ...

    def met(self, situation: Numbers, packaged: bool, shares: Shares, without: Numbers) -> Iterable[Numbers]:
        """The sets that meet the target.

        They are made of `situation`, of a package if `packaged`, and of `shares[party]` edits of each party's list, and
        hold no edit of `without`.
        """
        ...


@dataclass(frozen=True, slots=True)
class Found:
    """The minimal sets, by size and then by catalogue numbers, and the packages that suffice on their own.

    `size`: up to which all sets were tried; less than asked for, if that was interrupted (then some larger ones may be
    among `sets`).
    """

    sets: tuple[Numbers, ...]
    packages: tuple[int, ...]
    size: int


def minimal(edits: tuple[Edit, ...], judge: Judge, size: int) -> Found:
    """All minimal sets of up to `size` edits; only the empty one if that meets the target already.

    An interrupt keeps what is known, once size 0 is done. Targets are not monotone, so every set is asked about but
    those above a set that was found, which are not minimal.

    >>> import detente as dt
    >>> from detente.methods.inverse.edited_space import Board
    >>> from detente.methods.inverse.edits import catalogue
    >>> from detente.methods.inverse.nash_judge import Firm
    >>> from detente.model.expression import parse
    >>> prisoners = dt.load("classroom-prisoners")
    >>> edits = catalogue(prisoners, "northland")
    >>> judge = Firm(Board(prisoners, edits), "northland", parse("not south_arms"), "firm")
    >>> [[(edits[n].kind, edits[n].id) for n in one] for one in minimal(edits, judge, 1).sets]
    [[('drop', 'south-strong')]]
    """
    found: list[Numbers] = []
    done = -1
    for count in range(size + 1):
        without = frozenset(n for one in found if len(one) == 1 for n in one)
        small = [one for one in found if len(one) > 1]
        met: set[Numbers] = set()
        try:
            for one in _of_size(edits, judge, count, without):
                if not any(small_one < one for small_one in small):
                    met.add(one)
            done = count
        except KeyboardInterrupt:
            if done < 0:
                raise
        found += sorted(met, key=sorted)
        if done < count:
            break
        if count == 0 and met:
            done = size
            break
    alone = frozenset(e.number for e in edits if e.kind == "fix")
    packages = tuple(n for one in found if len(one) == 1 for n in one if n in alone)
    return Found(sets=tuple(found), packages=packages, size=done)


def _of_size(edits: tuple[Edit, ...], judge: Judge, size: int, without: Numbers) -> Iterator[Numbers]:
    questions = list(_questions(edits, size, without))
    judge.prepare(questions, without)
    for situation, packaged, shares in questions:
        yield from judge.met(situation, packaged, shares, without)


def _questions(edits: tuple[Edit, ...], size: int, without: Numbers) -> Iterator[Question]:
    facts = [e.number for e in edits if e.kind in ("circumstance", "lift_rule") and e.number not in without]
    packaged = any(e.kind == "fix" and e.number not in without for e in edits)
    parties = tuple(dict.fromkeys(e.party for e in edits if e.kind in ("drop", "move")))
    for count in range(size + 1):
        for situation in map(frozenset, combinations(facts, count)):
            for shares in shared(size - count, parties):
                yield situation, False, shares
            if packaged and count < size:
                for shares in shared(size - count - 1, parties):
                    yield situation, True, shares


def shared(total: int, parties: tuple[str, ...]) -> Iterator[dict[str, int]]:
    """Every way to share out a number among parties; those with none are left out.

    >>> list(shared(1, ("a", "b")))
    [{'b': 1}, {'a': 1}]
    """
    if not parties:
        if total == 0:
            yield {}
        return
    first, *rest = parties
    for part in range(total + 1):
        for others in shared(total - part, tuple(rest)):
            yield {first: part, **others} if part else others


def number_of_sets(edits: tuple[Edit, ...], size: int) -> int:
    """How many sets of up to `size` edits there are: at most one package, and one edit for each statement or group.

    >>> import detente as dt
    >>> from detente.methods.inverse.edits import catalogue
    >>> edits = catalogue(dt.load("classroom-prisoners"), "northland")
    >>> len(edits), number_of_sets(edits, 1), number_of_sets(edits, 2)
    (6, 7, 19)
    """
    packages = sum(e.kind == "fix" for e in edits)
    exclusive: dict[tuple[str, str], int] = {}
    for edit in edits:
        if edit.kind != "fix":
            list_edit = edit.kind in ("drop", "move")
            key = (edit.party, edit.id) if list_edit else (edit.kind, edit.id)
            exclusive[key] = exclusive.get(key, 0) + 1
    counts = [1] + [0] * size
    for choices in (packages, *exclusive.values()):
        counts = [n + (choices * counts[k - 1] if k else 0) for k, n in enumerate(counts)]
    return sum(counts)
