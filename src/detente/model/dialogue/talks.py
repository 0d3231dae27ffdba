"""What was said at the table and promised there: rounds, answers, commitments, drafts, offers and doubts of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from detente.model.dialogue.entry import Line
from detente.model.dialogue.states import State
from detente.model.expression import Expr

AnswerKind = Literal["accepted", "in_principle", "partly", "deferred", "refused", "unanswered", "unknown"]
Ended = Literal["signed", "initialled", "none"]
CommitmentState = Literal["open", "kept", "overdue", "broken", "superseded"]
Done = Literal["none", "begun", "half", "full"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Line):
    """How an ask was answered in a round; `granted` names the level given, if one was.

    `in_principle`: agreed if everything is. `unanswered`: no answer was given; `unknown`: we do not know of one.
    """

    ask: str
    answer: AnswerKind
    granted: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Line):
    """Something that happened, dated as written."""

    date: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending(Line):
    """What ended a round: whether all that was agreed was signed, initialled, or neither; and when."""

    how: Ended
    date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round(Line):
    """One round of talks. `tabled`: the ids of the asks on the table; empty answers mean nothing is known.

    `answers` are as they were given; what was agreed in principle is accepted once the round is signed (`given`).
    """

    id: str
    date: str = ""
    place: str = ""
    title: str = ""
    circumstances: tuple[tuple[str, bool], ...] = ()
    status_quo: State | None = None
    tabled: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    events: tuple[Event, ...] = ()
    ended: Ending | None = None

    @property
    def signed(self) -> bool:
        """Whether a signature ended the round."""
        return self.ended is not None and self.ended.how == "signed"

    @property
    def given(self) -> tuple[Answer, ...]:
        """The answers as they stood when the round had ended."""
        if not self.signed:
            return self.answers
        return tuple(replace(a, answer="accepted") if a.answer == "in_principle" else a for a in self.answers)

    def answer(self, ask: str) -> Answer | None:
        """The answer to an ask as it stood when the round had ended, or None where the file has none."""
        return next((a for a in self.given if a.ask == ask), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Status(Line):
    """What became of a commitment, as of a date.

    `state` is our judgement, `says` that of each party that spoke of it; `done`: how much of it is done, on the four
    steps of peace-agreement trackers (not begun, a minimum, an intermediate part, all; "": not said).
    """

    state: CommitmentState = "open"
    as_of: str = ""
    says: tuple[tuple[str, CommitmentState], ...] = ()
    done: Done | Literal[""] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment(Line):
    """A promise in the ledger. `does`: the condition on options that its fulfilment would be, if any."""

    id: str
    by: tuple[str, ...]
    to: tuple[str, ...] = ()
    text: str
    front: str = ""
    round: str = ""
    due: str = ""
    does: Expr | None = None
    status: Status = field(default_factory=Status)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer(Line):
    """A conditional offer: `by` gives these levels while `condition` holds, else the others."""

    id: str
    by: str
    give: tuple[tuple[str, int], ...]
    condition: Expr
    otherwise: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt(Line):
    """`who` does not believe what `of` says it will do about `option`."""

    who: str
    of: str
    option: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft(Line):
    """A facilitator's text: a package that `by` put before the others in a round, and that is nobody's option."""

    id: str
    by: str
    round: str = ""
    sets: tuple[tuple[str, int], ...] = ()
