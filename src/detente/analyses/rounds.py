"""What was asked, answered and promised, round by round: the ledger of a dialogue.

Promise and deed are kept apart: the status quo is what is done, an answer is what was said, a commitment is what was
promised. The ledger sets them beside each other; it counts and weighs nothing (`alignment` does).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from detente.methods.reasons.evidence import evidence_of
from detente.model.dates import first_day, last_day
from detente.model.dialogue import (
    AnswerKind,
    Ask,
    Basis,
    Commitment,
    CommitmentState,
    Dialogue,
    Done,
    Ending,
    Evidence,
    Option,
    Round,
    carried,
)
from detente.model.expression import Compare, Expr
from detente.model.expression import unparse as written
from detente.model.naming import Place, place


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An event around a round, dated as written."""

    date: str
    text: str
    evidence: tuple[Evidence, ...] = ()
    basis: Basis = "stated"
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """One round. `circumstances`: all facts as they were then; `differed`: those unlike the facts in force now."""

    id: str
    title: str
    date: str
    place: str
    circumstances: dict[str, bool]
    differed: tuple[str, ...]
    status_quo: Place | None
    tabled: tuple[str, ...]
    events: tuple[Happening, ...]
    ended: Ending | None = None
    evidence: tuple[Evidence, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What became of an ask in a round, as it stood when the round had ended (once signed, in principle is accepted).

    `tabled` false: it was not on the table, and `answer` is None; tabled without a known answer: "unanswered".
    `granted`: the level given, if one is named.
    """

    round: str
    tabled: bool
    answer: AnswerKind | None = None
    granted: str = ""
    evidence: tuple[Evidence, ...] = ()
    basis: Basis = "stated"
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An ask through all rounds. `met`: whether it holds in the status quo (None: there is none)."""

    id: str
    by: str
    of: str
    front: str
    text: str
    that: str
    replies: tuple[Reply, ...]
    met: bool | None
    evidence: tuple[Evidence, ...] = ()
    inherited: bool = False
    basis: Basis = "stated"
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A commitment with its state.

    `state` is as the file has it, except that an open one whose due date has passed is overdue; then `reckoned` is
    true and `as_of` the date that shows it. `says`: what each party says its state is; `step`: how much of it is done,
    on the four steps of trackers ("": not said). `does`: the condition that would fulfil it; `done`: whether that holds
    in the status quo (None: no such condition, or no status quo).
    """

    id: str
    by: tuple[str, ...]
    to: tuple[str, ...]
    front: str
    round: str
    text: str
    due: str
    state: CommitmentState
    as_of: str
    reckoned: bool = False
    says: dict[str, CommitmentState] = field(default_factory=dict)
    step: Done | Literal[""] = ""
    does: str = ""
    done: bool | None = None
    evidence: tuple[Evidence, ...] = ()
    inherited: bool = False
    status_evidence: tuple[Evidence, ...] = ()
    note: str = ""
    status_note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A last answer that the status quo does not bear out.

    `kind`: "promised" (accepted or granted in part, and not done), "done" (not granted, and yet done). `commitments`:
    the promises on the same options; where there is one, the gap is that between promise and deed.
    """

    ask: str
    round: str
    answer: AnswerKind
    granted: str
    kind: Literal["promised", "done"]
    commitments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounds:
    """The ledger: rounds in file order, every ask with its answers, commitments, and where word and deed disagree."""

    rounds: tuple[Sitting, ...]
    asks: tuple[Asked, ...]
    commitments: tuple[Promise, ...]
    disagreements: tuple[Disagreement, ...]


def rounds(dialogue: Dialogue) -> Rounds:
    """The ledger of asks, answers, events and commitments over all rounds.

    A commitment that is open counts as overdue when its whole due date (a year, a month, a day) lies before the later
    of the date its status is known from and the last round.
    """
    return Rounds(
        rounds=tuple(_sitting(dialogue, r) for r in dialogue.rounds),
        asks=tuple(_asked(dialogue, ask) for ask in dialogue.asks),
        commitments=tuple(_promise(dialogue, c) for c in dialogue.commitments),
        disagreements=_disagreements(dialogue),
    )


def _sitting(dialogue: Dialogue, r: Round) -> Sitting:
    then = {**dialogue.now, **dict(r.circumstances)}
    return carried(
        Sitting,
        r,
        circumstances=then,
        differed=tuple(id for id, value in then.items() if value != dialogue.now[id]),
        status_quo=None if r.status_quo is None else place(dialogue, dialogue.code(r.status_quo)),
        events=tuple(carried(Happening, event) for event in r.events),
    )


def _asked(dialogue: Dialogue, ask: Ask) -> Asked:
    backing, sq = evidence_of(dialogue, ask), dialogue.status_quo
    return carried(
        Asked,
        ask,
        that=written(ask.that),
        replies=tuple(_reply(r, ask.id) for r in dialogue.rounds),
        met=None if sq is None else dialogue.holds(ask.that, sq),
        evidence=backing.evidence,
        inherited=backing.inherited,
    )


def _reply(r: Round, ask: str) -> Reply:
    if ask not in r.tabled:
        return Reply(round=r.id, tabled=False)
    given = r.answer(ask)
    if given is None:
        return Reply(round=r.id, tabled=True, answer="unanswered")
    return carried(Reply, given, round=r.id, tabled=True)


# ---- commitments -----------------------------------------------------------------------------------------------------


def _promise(dialogue: Dialogue, c: Commitment) -> Promise:
    backing, known = evidence_of(dialogue, c), _latest(dialogue, c)
    overdue = c.status.state == "open" and bool(c.due and known) and last_day(c.due) < first_day(known)
    sq = dialogue.status_quo
    return carried(
        Promise,
        c,
        state="overdue" if overdue else c.status.state,
        as_of=known if overdue else c.status.as_of,
        reckoned=overdue,
        says=dict(c.status.says),
        step=c.status.done,
        does="" if c.does is None else written(c.does),
        done=None if c.does is None or sq is None else dialogue.holds(c.does, sq),
        evidence=backing.evidence,
        inherited=backing.inherited,
        status_evidence=c.status.evidence,
        status_note=c.status.note,
    )


def _latest(dialogue: Dialogue, c: Commitment) -> str:
    """The latest date that the file knows of for a commitment: that of its status, or that of the last round."""
    dates = [date for date in (c.status.as_of, *(r.date for r in dialogue.rounds)) if date]
    return max(dates, key=first_day, default="")


# ---- word and deed ---------------------------------------------------------------------------------------------------


def _disagreements(dialogue: Dialogue) -> tuple[Disagreement, ...]:
    if dialogue.status_quo is None:
        return ()
    found = (_disagreement(dialogue, ask) for ask in dialogue.asks)
    return tuple(d for d in found if d is not None)


def _disagreement(dialogue: Dialogue, ask: Ask) -> Disagreement | None:
    given = [(r.id, a) for r in dialogue.rounds if ask.id in r.tabled and (a := r.answer(ask.id)) is not None]
    given = [(id, a) for id, a in given if a.answer not in ("unanswered", "unknown")]
    if not given or dialogue.status_quo is None:
        return None
    round, answer = given[-1]
    expected = _expected(dialogue, ask, answer.answer, answer.granted)
    if expected is None:
        return None
    wanted, condition = expected
    if dialogue.holds(condition, dialogue.status_quo) == wanted:
        return None
    return Disagreement(
        ask=ask.id,
        round=round,
        answer=answer.answer,
        granted=answer.granted,
        kind="promised" if wanted else "done",
        commitments=_promises(dialogue, condition),
    )


def _expected(dialogue: Dialogue, ask: Ask, answer: AnswerKind, granted: str) -> tuple[bool, Expr] | None:
    """What an answer lets one expect of the status quo: whether a condition holds there (None: nothing definite)."""
    option = _option(dialogue, ask)
    if answer in ("accepted", "partly") and granted and option is not None and granted in option.levels:
        return True, Compare(option.id, ">=", granted)
    if answer == "accepted":
        return True, ask.that
    # A part without its level may be anything short of the whole, and what hangs on the rest may be done or not.
    return None if answer in ("partly", "in_principle") else (False, ask.that)


def _option(dialogue: Dialogue, ask: Ask) -> Option | None:
    """The option that an ask is about, if it is one alone."""
    named = dialogue.named(ask.that)
    return dialogue.option(named[0]) if len(named) == 1 else None


def _promises(dialogue: Dialogue, condition: Expr) -> tuple[str, ...]:
    about = set(dialogue.named(condition))
    return tuple(c.id for c in dialogue.commitments if c.does is not None and about & set(dialogue.named(c.does)))
