"""What changed between two versions of a dialogue: in the file by entry, in what is said of it sentence by sentence,
and which entry made a sentence otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from detente.analyses.facts import Facts
from detente.analyses.facts_of_many import FactsOfMany
from detente.analyses.versions import Versions, decides
from detente.errors import DetenteError
from detente.methods.record.changes import Difference
from detente.model.dialogue import Dialogue

Say = Callable[[Dialogue, Facts], Mapping[str, str]]
"""The sentences of a page, by what each is about."""

MOST = 200
"""So many differences are tried one by one as what made a sentence otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A difference between the files, with its line in the old and in the new one (0: none).

    `decides`: whether it is of a kind that conclusions can hang on (a note or a source is not).
    """

    difference: Difference
    before: int
    after: int
    decides: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence that is otherwise ("" : it was not there, or is no more).

    `causes`: the changes, by their place in the list, each of which brings it about *alone* (put into the old version);
    else a few that do so *together*, of which none can be left out; none where they were not found (*unknown*: there
    are too many to try).
    """

    about: str
    before: str
    after: str
    how: Literal["alone", "together", "unknown"]
    causes: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """What changed, and what is said otherwise because of it. `said`: how many sentences the new version has."""

    changes: tuple[Change, ...]
    sentences: tuple[Sentence, ...]
    said: int


def diff(dialogue: Dialogue, other: Dialogue, *, say: Say) -> Diff:
    """What is otherwise in `other`, a later version of the dialogue. `say`: the sentences that are compared.

    TooLarge beyond what can be solved.
    """
    return _Diff(dialogue, other, say).result()


class _Diff:
    """Two versions while they are compared."""

    def __init__(self, before: Dialogue, after: Dialogue, say: Say) -> None:
        self.say, self.versions, self.facts = say, Versions(before, after), FactsOfMany()

    def result(self) -> Diff:
        """All of it."""
        changes = tuple(self._change(one) for one in self.versions.found)
        before, after = (dict(self.say(one, self.facts.of(one))) for one in self.versions.dialogues)
        tried = [k for k, change in enumerate(changes) if change.decides]
        otherwise = [about for about in {**before, **after} if before.get(about, "") != after.get(about, "")]
        return Diff(
            changes=changes,
            sentences=tuple(self._sentence(about, before, after, tried) for about in otherwise),
            said=len(after),
        )

    def _change(self, one: Difference) -> Change:
        before, after = self.versions.lines(one.path)
        return Change(difference=one, before=before, after=after, decides=decides(one))

    def _sentence(self, about: str, before: Mapping[str, str], after: Mapping[str, str], tried: list[int]) -> Sentence:
        how, causes = self._causes(about, after.get(about, ""), tried)
        return Sentence(
            about=about, before=before.get(about, ""), after=after.get(about, ""), how=how, causes=tuple(causes)
        )

    def _causes(
        self, about: str, after: str, tried: list[int]
    ) -> tuple[Literal["alone", "together", "unknown"], list[int]]:
        if len(tried) > MOST:
            return "unknown", []
        alone = [k for k in tried if self._says((k,), about) == after]
        if alone:
            return "alone", alone
        least = sorted(least_set(tried, lambda chosen: self._says(tuple(sorted(chosen)), about) == after))
        return "together", least

    def _says(self, chosen: tuple[int, ...], about: str) -> str | None:
        """What is said about something of the old version with some of the changes; None: that is no sound dialogue."""
        told = _kept(self, chosen)
        return None if told is None else told.get(about, "")


def least_set(listed: Sequence[int], does: Callable[[Sequence[int]], bool]) -> list[int]:
    """Some of the listed that do it together, none of which can be left out; none where not even all of them do.

    Halves are tried before single ones, so that few of many cost few trials (Junker 2004, QuickXplain).

    >>> least_set(range(100), lambda chosen: {7, 60} <= set(chosen))
    [7, 60]
    """

    def of(kept: list[int], rest: Sequence[int], added: bool) -> list[int]:
        if added and does(kept):
            return []
        if len(rest) == 1:
            return list(rest)
        first, second = rest[: len(rest) // 2], rest[len(rest) // 2 :]
        later = of([*kept, *first], second, True)
        return of([*kept, *later], first, bool(later)) + later

    found = of([], listed, False) if listed and does(listed) else []
    return found if found and does(found) else []


@lru_cache(maxsize=512)
def _kept(found: _Diff, chosen: tuple[int, ...]) -> Mapping[str, str] | None:
    try:
        made = found.versions.with_(chosen)
        return found.say(made, found.facts.of(made))
    except DetenteError:
        return None
