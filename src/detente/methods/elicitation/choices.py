"""An open point, and the answers that would close it: each a change of the file, with its chance beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from detente.model.change import Ascertain, Change, Record
from detente.model.dialogue import Judgement

Kind = Literal["attitude", "order", "line", "fact", "rule"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer: its `id`, how likely it is beforehand, and what it changes.

    `then`: what is asked next, where the answer alone changes nothing yet (for what is it granted?); `about`: the ask
    or the fact that such a second answer names.
    """

    id: str
    prior: float
    changes: tuple[Change, ...] = ()
    then: tuple[Choice, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPoint:
    """One thing that is open: what kind, about which ids, and the answers. `party`: whose mind it is ("": nobody's)."""

    kind: Kind
    about: tuple[str, ...]
    party: str
    choices: tuple[Choice, ...]

    @property
    def id(self) -> str:
        """As the file's `interview` names it: "order keep-aid raise-aid"."""
        return " ".join((self.kind, *self.about))

    @property
    def leaves(self) -> tuple[tuple[Choice, float, tuple[Change, ...]], ...]:
        """Every answer to the end: (the first answer, its chance, what changes what is concluded)."""
        return tuple(
            (choice, choice.prior * (last.prior if choice.then else 1), tuple(c for c in last.changes if acts(c)))
            for choice in self.choices
            for last in (choice.then or (choice,))
        )


def acts(change: Change) -> bool:
    """Whether a change can change what is concluded: to be sure of a line, or to keep an answer on record, cannot.

    >>> from detente.model.change import DropStatement
    >>> acts(DropStatement("be-paid"))
    True
    """
    return not isinstance(change, Ascertain | Record)


def even(*choices: tuple[str, tuple[Change, ...]]) -> tuple[Choice, ...]:
    """Answers of which none is likelier than another.

    >>> [(choice.id, choice.prior) for choice in even(("yes", ()), ("no", ()))]
    [('yes', 0.5), ('no', 0.5)]
    """
    return tuple(Choice(id=id, prior=1 / len(choices), changes=changes) for id, changes in choices)


def on_record(question: str, answer: str) -> Record:
    """The change that keeps an answer on record.

    >>> on_record("order be-paid the-dam", "be-paid").judgement.answer
    'be-paid'
    """
    return Record(Judgement(question=question, answer=answer))
