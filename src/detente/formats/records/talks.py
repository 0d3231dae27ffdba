"""What was said at the table and promised there: rounds, answers, commitments, drafts, offers and doubts of them."""

from __future__ import annotations

from typing import Annotated, Any, get_args

from pydantic import ConfigDict, Field

from detente.formats.records.entry import Cited

from detente.formats.written import (  # isort: skip
    AskIds, Bool, Condition, Date, Filled, FrontId, LevelName, Levels, Listed, OptionId, PartyId, PartyIds, Refers,
    RoundId, Text, Written,
)
from detente.model.dialogue import AnswerKind, CommitmentState, Done, Ended


class AnswerEntry(Cited):
    """How an ask was answered."""

    answer: AnswerKind = Field(
        description="The answer. in_principle: agreed if everything is; unanswered: none was given; unknown: we do not "
        "know of one."
    )
    granted: LevelName = Field("", description="The level that was granted, if one was.")


def _answer(value: Any) -> Any:
    if isinstance(value, str):
        value = {"answer": value}
    if isinstance(value, dict) and value.get("answer") == "none":  # an older spelling
        value = value | {"answer": "unanswered"}
    return value


class EventEntry(Cited):
    """Something that happened."""

    date: Date = Field(description="2010, 2010-10, 2010-10-22 or 2010-10-20/22.")
    text: Text = Field(description="What happened, as a sentence.")


class EndedEntry(Cited):
    """What ended a round."""

    how: Ended = Field(description="Whether what was agreed was signed, initialled, or neither.")
    date: Date = Field("", description="When.")


def _ended(value: Any) -> Any:
    """A bare word says how it ended."""
    return {"how": value} if isinstance(value, str) else value


class RoundEntry(Cited):
    """One round of talks."""

    id: Annotated[Text, Refers("new round")] = Field("", description="round-1, round-2 … if left out.")
    date: Date = Field("", description="2010, 2010-10, 2010-10-22 or 2010-10-20/22.")
    place: Text = Field("", description="Where.")
    title: Text = Field("", description="What the round is called.")
    circumstances: Annotated[dict[str, Bool], Filled, Refers("circumstance")] = Field(
        default_factory=dict, description="The facts that differed then."
    )
    status_quo: Levels | None = Field(None, description="The state after this round: what is done, not promised.")
    tabled: AskIds | None = Field(None, description="The asks on the table; all of them if left out.")
    answers: Annotated[
        dict[str, Annotated[AnswerEntry, Written(_answer, also={"enum": list(get_args(AnswerKind))})]],
        Filled,
        Refers("ask"),
    ] = Field(default_factory=dict, description="Per ask, the answer given.")
    events: Annotated[list[EventEntry], Listed] = Field(
        default_factory=list, description="What happened around this round."
    )
    ended: Annotated[EndedEntry, Written(_ended, also={"enum": list(get_args(Ended))})] | None = Field(
        None, description="What ended it: signed, initialled, none; once signed, answers in principle are accepted."
    )


class StatusEntry(Cited):
    """What became of a commitment."""

    state: CommitmentState = Field("open", description="Its state, in our judgement.")
    as_of: Date = Field("", description="When that was known.")
    says: Annotated[dict[str, CommitmentState], Filled, Refers("party")] = Field(
        default_factory=dict, description="What each party says its state is: {upland: kept, lowland: broken}."
    )
    done: Done | None = Field(
        None, description="How much of it is done: not begun, a minimum, an intermediate part, all."
    )


def _status(value: Any) -> Any:
    """A bare state is a status."""
    return {"state": value} if isinstance(value, str) else value


class CommitmentEntry(Cited):
    """A promise in the ledger."""

    by: PartyIds = Field(description="Who promised: a party or a list of them.")
    to: PartyIds = Field(default_factory=list, description="To whom: a party or a list of them.")
    front: FrontId = Field("", description="The front it belongs to.")
    round: RoundId = Field("", description="The round in which it was made.")
    text: Text = Field("", description="What was promised.")
    does: Condition = Field("", description="The condition on options that its fulfilment would be, if any.")
    due: Date = Field("", description="By when.")
    status: Annotated[StatusEntry, Written(_status, also={"enum": list(get_args(CommitmentState))})] | None = Field(
        None, description="What became of it: a state, or more about it; open if left out."
    )


class OfferEntry(Cited):
    """A conditional offer: these levels while the condition holds, else the others."""

    model_config = ConfigDict(extra="forbid", frozen=True, serialize_by_alias=True, defer_build=True)

    id: Annotated[Text, Refers("new offer")] = Field("", description="offer-1, offer-2 … if left out.")
    by: PartyId = Field(description="The party that offers.")
    give: Levels = Field(description="The levels of its options that it gives.")
    condition: Condition = Field(alias="if", description="The condition, as an expression.")
    otherwise: Levels = Field(default_factory=dict, alias="else", description="The levels otherwise.")


class DoubtEntry(Cited):
    """`who` does not believe what `of` says it will do about an option."""

    who: PartyId = Field(description="The party that doubts.")
    of: PartyId = Field(description="The party it doubts.")
    option: OptionId = Field(description="The option.")


class DraftEntry(Cited):
    """A facilitator's text: a package that is nobody's option."""

    id: Annotated[Text, Refers("new text")] = Field("", description="text-1, text-2 … if left out.")
    by: PartyId = Field(description="The party whose text it is.")
    round: RoundId = Field("", description="The round in which it was put on the table.")
    sets: Levels = Field(description="The levels that it proposes.")
