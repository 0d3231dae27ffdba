"""What a dialogue file may say: each record is one kind of entry as it is written (texts, not yet names that resolve).

The field descriptions are the published JSON Schema and the reference page. `build` turns records into a `Dialogue`.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from detente.formats.written import (
    EVIDENCE,
    STATED,
    Bool,
    Chance,
    Date,
    Filled,
    Levels,
    Listed,
    Many,
    Text,
    Written,
    listed,
)


class Entry(BaseModel):
    """What every entry may carry."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    note: Text = Field(
        "",
        description="Anything worth keeping (sources disagree …). For who reads the file: pages leave it out.",
    )


class EvidenceEntry(BaseModel):
    """Where something was read, in full."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    source: Text = Field(description="The source's key; in the short form the place follows it.")
    place: Text = Field("", description="Where in the source: ¶7, p. 4.")
    at: list[int] | None = Field(
        None, description="The first character in the source's text and the one after the last, from 0: [1203, 1290]."
    )


def _evidence(value: Any) -> Any:
    """One piece stands for a list of one, a bare text for its short form."""
    pieces = value if isinstance(value, list) else [value]
    return [{"source": piece} if isinstance(piece, str) else piece for piece in pieces]


class Cited(Entry):
    """An entry that makes a claim."""

    evidence: Annotated[list[EvidenceEntry], Written(_evidence, schema=EVIDENCE)] = Field(
        default_factory=list,
        description="A source's key and, after it, where in the source ('minutes-2 p. 4'); or a list of them. "
        "A bare number or place goes on with the source before it. In full: {source: minutes-2, place: p. 4, at: "
        "[1203, 1290]}, `at` being the characters in the source's text. Paraphrase; never copy a source's sentences.",
    )
    basis: Literal["stated", "inferred", "assumed"] = Field(
        "stated", description="Whether the sources state it, the analyst infers it, or it is assumed for the argument."
    )


def _section(item: type[Entry]) -> Any:
    entry = Annotated[item, Filled]  # type: ignore[valid-type]
    return Annotated[dict[str, entry], Filled]


class SourceEntry(Entry):
    """Where something was read."""

    title: Text = Field("", description="Its title; the key if left out.")
    date: Date = Field("", description="2010, 2010-10, 2010-10-22 or 2010-10-20/22.")
    kind: Text = Field("", description="A free word: document, news, interview …")
    author: Text = Field("", description="Who wrote it.")
    file: Text = Field("", description="Where its text lies, relative to this file; it is never fetched.")
    url: Text = Field("", description="Where it was published; it is never fetched.")


class PartyEntry(Cited):
    """A decision maker."""

    name: Text = Field("", description="The name shown; the id if left out.")
    code: Text = Field("", description="A short code (a country code, say), for exchange with other data.")
    aliases: Many = Field(default_factory=list, description="Other names under which texts mention it.")
    at_table: Bool = Field(True, description="Whether it negotiates; `false`: it only acts.")
    plural: Bool | None = Field(
        None, description="Whether verbs take the plural after its name (the three states have); guessed if left out."
    )
    the: Bool | None = Field(
        None, description="Whether sentences put an article before its name (the Soviet Union); guessed if left out."
    )
    names: Annotated[dict[str, Text], Filled] = Field(
        default_factory=dict, description="Its name with its article in other languages: {fr: le Japon}."
    )
    ratifies: Text = Field("", description="The party whose agreements it can veto (a home audience).")
    unless: Text = Field("", description="The condition under which its veto does not count, as an expression.")
    of: Many = Field(default_factory=list, description="The options that it may veto; all if left out.")


Importance = Literal["must", "should", "could"]


class FrontEntry(Cited):
    """A working group, basket or track."""

    name: Text = Field("", description="The name shown; the id if left out.")
    kind: Text = Field("", description="A free word: security, development …")
    rank: Text = Field("", description="The level of the people who meet: ministers, officials …")


class CircumstanceEntry(Cited):
    """A fact that no party chooses; it is true or false."""

    text: Text = Field("", description="The fact as a sentence; the id if left out.")
    now: Bool | None = Field(
        None, description="Whether it is true now; if left out it is taken as false, and the interview asks."
    )
    chance: Chance | None = Field(
        None, description="How likely it is true at the horizon: a word of ICD 203, a number from 0 to 1, or 70%."
    )
    otherwise: Text = Field(
        "", description="What it is called when it turns out otherwise than now, as a phrase: the end of flood relief."
    )


class OptionEntry(Cited):
    """Something one party can do or leave."""

    by: Text = Field(description="The party that decides it.")
    text: Text = Field("", description="What is done, as a noun (an open border crossing); the id if left out.")
    name: Text = Field("", description="A short name for tables and states (border open); the text if left out.")
    levels: Many = Field(
        default_factory=lambda: ["no", "yes"], description="Ordered levels; the first is 'not done'. At least two."
    )
    direction: Literal["both", "forward", "back"] = Field(
        "both", description="forward: once taken it cannot be taken back; back: once given up it cannot be resumed."
    )
    front: Text = Field("", description="The front where it is talked about.")
    asked_by: Text = Field("", description="Shorthand for an ask of the option's name, for its last level.")
    asked: Text = Field("", description="The level that `asked_by` asks for, if not the last.")
    asked_matters: Importance = Field("should", description="How much that ask matters to the asker.")


class AskEntry(Cited):
    """What one party wants of another: any condition on the options of the other."""

    of: Text = Field(description="The party that is asked.")
    by: Text = Field(description="The party that asks.")
    that: Text = Field(description="The condition, as an expression: to do, to do at a level, to abstain.")
    text: Text = Field("", description="The ask as a noun; the id if left out.")
    front: Text = Field("", description="The front where it is asked.")
    matters: Importance = Field(
        "should", description="How much it matters to the asker: a deal must, should or could have it."
    )


class RuleEntry(Cited):
    """What cannot be."""

    id: Text = Field("", description="Derived from the text if left out.")
    party: Text = Field(
        "",
        alias="for",
        description="The one party that it binds: it never brings this about; others may, and it need not undo it.",
    )
    never: Text = Field(description="States in which this expression holds are impossible.")
    because: Text = Field("", description="Why.")
    ground: Text = Field("", description="A free word: capacity, domestic, law, money …")
    sure: Chance | None = Field(None, description="How sure the analyst is.")


class StatementEntry(Cited):
    """One line of a party's priorities, or a group of equal weight (`equally`)."""

    id: Text = Field("", description="Derived from the party and the text if left out.")
    want: Text = Field("", description="The expression that the party wants to hold.")
    equally: list[Annotated[StatementEntry, Written(lambda v: spelled(v), also=STATED)]] = Field(
        default_factory=list, description="Statements of equal weight: what counts is how many of them hold."
    )
    because: Text = Field("", description="Why.")
    ground: Text = Field("", description="A free word: capacity, domestic, security, money, standing …")
    sure: Chance | None = Field(None, description="How sure the analyst is that this matters, at this place.")
    strong: Bool = Field(False, description="Whether what this line decides is strongly preferred.")
    unknown: Bool = Field(False, description="Whether it is unknown if the party holds it.")


def spelled(value: Any) -> Any:
    """A bare expression is a statement that wants it; an inner list (an older form) is a group of equal weight."""
    if isinstance(value, str):
        return {"want": value}
    if isinstance(value, list):
        return {"equally": value}
    return value


Spelled = Annotated[StatementEntry, Written(spelled, also=STATED)]
Statements = Annotated[list[Spelled], Listed]


Answers = Literal["accepted", "in_principle", "partly", "deferred", "refused", "unanswered", "unknown"]


class AnswerEntry(Cited):
    """How an ask was answered."""

    answer: Answers = Field(
        description="The answer. in_principle: agreed if everything is; unanswered: none was given; unknown: we do not "
        "know of one."
    )
    granted: Text = Field("", description="The level that was granted, if one was.")


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


Ends = Literal["signed", "initialled", "none"]


class EndedEntry(Cited):
    """What ended a round."""

    how: Ends = Field(description="Whether what was agreed was signed, initialled, or neither.")
    date: Date = Field("", description="When.")


def _ended(value: Any) -> Any:
    """A bare word says how it ended."""
    return {"how": value} if isinstance(value, str) else value


class RoundEntry(Cited):
    """One round of talks."""

    id: Text = Field("", description="round-1, round-2 … if left out.")
    date: Date = Field("", description="2010, 2010-10, 2010-10-22 or 2010-10-20/22.")
    place: Text = Field("", description="Where.")
    title: Text = Field("", description="What the round is called.")
    circumstances: Annotated[dict[str, Bool], Filled] = Field(
        default_factory=dict, description="The facts that differed then."
    )
    status_quo: Levels | None = Field(None, description="The state after this round: what is done, not promised.")
    tabled: Many | None = Field(None, description="The asks on the table; all of them if left out.")
    answers: Annotated[
        dict[str, Annotated[AnswerEntry, Written(_answer, also={"enum": list(get_args(Answers))})]], Filled
    ] = Field(default_factory=dict, description="Per ask, the answer given.")
    events: Annotated[list[EventEntry], Listed] = Field(
        default_factory=list, description="What happened around this round."
    )
    ended: Annotated[EndedEntry, Written(_ended, also={"enum": list(get_args(Ends))})] | None = Field(
        None, description="What ended it: signed, initialled, none; once signed, answers in principle are accepted."
    )


States = Literal["open", "kept", "overdue", "broken", "superseded"]


class StatusEntry(Cited):
    """What became of a commitment."""

    state: States = Field("open", description="Its state, in our judgement.")
    as_of: Date = Field("", description="When that was known.")
    says: Annotated[dict[str, States], Filled] = Field(
        default_factory=dict, description="What each party says its state is: {upland: kept, lowland: broken}."
    )
    done: Literal["none", "begun", "half", "full"] | None = Field(
        None, description="How much of it is done: not begun, a minimum, an intermediate part, all."
    )


def _status(value: Any) -> Any:
    """A bare state is a status."""
    return {"state": value} if isinstance(value, str) else value


class CommitmentEntry(Cited):
    """A promise in the ledger."""

    by: Many = Field(description="Who promised: a party or a list of them.")
    to: Many = Field(default_factory=list, description="To whom: a party or a list of them.")
    text: Text = Field("", description="What was promised.")
    front: Text = Field("", description="The front it belongs to.")
    round: Text = Field("", description="The round in which it was made.")
    due: Date = Field("", description="By when.")
    does: Text = Field("", description="The condition on options that its fulfilment would be, if any.")
    status: Annotated[StatusEntry, Written(_status, also={"enum": list(get_args(States))})] | None = Field(
        None, description="What became of it: a state, or more about it; open if left out."
    )


class AddedEntry(StatementEntry):
    """A statement that a view puts into a list."""

    before: Text = Field("", description="The statement it stands before.")
    after: Text = Field("", description="The statement it stands after; last if neither is given.")


class MovedEntry(Entry):
    """A statement that a view moves up or down."""

    id: Text = Field(description="The statement.")
    by: Text = Field(description="By how many places: -1 is one up, towards more important.")


def _moves(value: Any) -> Any:
    """`{ID: PLACES}` is shorthand for `[{id: ID, by: PLACES}]`."""
    if isinstance(value, dict) and "id" not in value:
        return [{"id": id, "by": by} for id, by in value.items()]
    return value


class ViewEntry(Cited):
    """What `who` believes of `of`: edits to the other's list, or another list in its place."""

    id: Text = Field("", description="WHO-of-OF if left out.")
    who: Text = Field(description="The party that believes it.")
    of: Text = Field(description="The party it is believed of.")
    because: Text = Field("", description="Why.")
    sure: Chance | None = Field(None, description="How sure the analyst is.")
    drop: Many = Field(default_factory=list, description="Ids of statements it does not believe in.")
    add: list[Annotated[AddedEntry, Written(spelled, also=STATED)]] = Field(
        default_factory=list, description="Statements it believes in besides."
    )
    move: Annotated[list[MovedEntry], Written(_moves, also={"type": "object"})] = Field(
        default_factory=list, description="Statements it believes to matter more or less."
    )
    priorities: Statements | None = Field(None, description="The whole list it believes in, instead of edits.")
    ranking: list[Any] | None = Field(None, description="The ranking it believes in, instead of edits.")


def _views(value: Any) -> Any:
    """The older form {who: {of: {…}}} as a list."""
    if isinstance(value, dict):
        return [
            {"who": who, "of": of, **(view if isinstance(view, dict) else {"priorities": view})}
            for who, views in value.items() if isinstance(views, dict) for of, view in views.items()
        ]
    return listed(value)


class OfferEntry(Cited):
    """A conditional offer: these levels while the condition holds, else the others."""

    model_config = ConfigDict(extra="forbid", frozen=True, serialize_by_alias=True, defer_build=True)

    id: Text = Field("", description="offer-1, offer-2 … if left out.")
    by: Text = Field(description="The party that offers.")
    give: Levels = Field(description="The levels of its options that it gives.")
    condition: Text = Field(alias="if", description="The condition, as an expression.")
    otherwise: Levels = Field(default_factory=dict, alias="else", description="The levels otherwise.")


class DoubtEntry(Cited):
    """`who` does not believe what `of` says it will do about an option."""

    who: Text = Field(description="The party that doubts.")
    of: Text = Field(description="The party it doubts.")
    option: Text = Field(description="The option.")


class SignatureEntry(Cited):
    """How likely it is that some package is signed."""

    chance: Chance = Field(description="A word of ICD 203, a number from 0 to 1, or 70%.")
    by: Date = Field("", description="By when; the horizon if left out.")


class DraftEntry(Cited):
    """A facilitator's text: a package that is nobody's option."""

    id: Text = Field("", description="text-1, text-2 … if left out.")
    by: Text = Field(description="The party whose text it is.")
    round: Text = Field("", description="The round in which it was put on the table.")
    sets: Levels = Field(description="The levels that it proposes.")


class HappenedEntry(Cited):
    """What came after the date of the file."""

    date: Date = Field(description="2010, 2010-10, 2010-10-22 or 2010-10-20/22.")
    what: Text = Field("", description="An ask, a circumstance, or a condition as an expression.")
    holds: Literal["yes", "no", "partly", ""] = Field("", description="Whether it came to hold.")
    signed: Bool = Field(False, description="Instead of `what` and `holds`: a package was signed, or agreed otherwise.")


class HappenedFile(Entry):
    """NAME.happened.yaml beside NAME.yaml: what came after, and where it was read."""

    sources: _section(SourceEntry) = Field(default_factory=dict, description="What evidence refers to.")  # type: ignore[valid-type]
    happened: Annotated[list[HappenedEntry], Listed] = Field(description="What came after the date of the file.")


class JudgementEntry(Cited):
    """What an analyst answered to a question of the interview, so that it is not asked again."""

    question: Text = Field(description="The question: a kind and the ids it is about (order keep-aid raise-aid).")
    answer: Text = Field(description="The answer (first).")
    date: Date = Field("", description="When it was answered.")


class SilenceEntry(Entry):
    """A warning of `detente check` that is muted, with the reason."""

    code: Text = Field(description="The code of the warning.")
    at: Text = Field("", description="The id at which it stands; everywhere if left out.")
    because: Text = Field(description="Why it does not matter here.")


PerParty = Annotated[dict[str, Levels], Filled]


class DialogueFile(Entry):
    """A dialogue file, as it is written."""

    detente: Text = Field("1", description="The version of the format: 1.")
    title: Text = Field("", description="The file's name if left out.")
    summary: Text = Field("", description="A sentence or two.")
    horizon: Date = Field("", description="By when the chances are meant.")
    sources: _section(SourceEntry) = Field(default_factory=dict, description="What evidence refers to.")  # type: ignore[valid-type]
    parties: _section(PartyEntry) = Field(description="Who acts.")  # type: ignore[valid-type]
    fronts: _section(FrontEntry) = Field(default_factory=dict, description="Working groups, baskets, tracks.")  # type: ignore[valid-type]
    circumstances: _section(CircumstanceEntry) = Field(default_factory=dict, description="Facts no party chooses.")  # type: ignore[valid-type]
    options: _section(OptionEntry) = Field(description="What each party can do.")  # type: ignore[valid-type]
    asks: _section(AskEntry) = Field(default_factory=dict, description="What is wanted of the other side.")  # type: ignore[valid-type]
    rules: Annotated[list[RuleEntry], Listed] = Field(
        default_factory=list, description="What cannot be."
    )
    priorities: Annotated[dict[str, Statements], Filled] = Field(
        default_factory=dict, description="Per party, most important first."
    )
    weights: Annotated[dict[str, dict[str, Text]], Filled] = Field(
        default_factory=dict, description="Per party, how much each expression is worth where it holds."
    )
    ranking: Annotated[dict[str, list[Any]], Filled] = Field(
        default_factory=dict, description="Per party, states (codes or mappings) from best to worst, ties as sublists."
    )
    status_quo: Levels | None = Field(None, description="The state after the last round: what is done.")
    signature: SignatureEntry | None = Field(
        None, description="The analyst's chance that some package is signed."
    )
    rounds: Annotated[list[RoundEntry], Listed] = Field(
        default_factory=list, description="The rounds of talks, in order."
    )
    texts: Annotated[list[DraftEntry], Listed] = Field(
        default_factory=list, description="A facilitator's texts: packages that are nobody's option."
    )
    commitments: _section(CommitmentEntry) = Field(default_factory=dict, description="The ledger of promises.")  # type: ignore[valid-type]
    views: Annotated[list[ViewEntry], Written(_views, also={"type": ["object", "null"]})] = Field(
        default_factory=list, description="What a party believes of another."
    )
    fallback: PerParty = Field(default_factory=dict, description="Per party, what it does or gets without agreement.")
    positions: PerParty = Field(default_factory=dict, description="Per party, what it says all should do.")
    intentions: PerParty = Field(default_factory=dict, description="Per party, what it says it will do itself.")
    doubts: Annotated[list[DoubtEntry], Listed] = Field(
        default_factory=list, description="What is not believed of another's word."
    )
    offers: Annotated[list[OfferEntry], Listed] = Field(
        default_factory=list, description="Conditional offers."
    )
    attitudes: Annotated[dict[str, dict[str, Literal["+", "0", "-"]]], Filled] = Field(
        default_factory=dict, description="Per party and party, + (wishes it well), 0 or - (ill)."
    )
    happened: Annotated[list[HappenedEntry], Listed] = Field(
        default_factory=list,
        description="What came after the date of the file; no analysis reads it, only what scores forecasts.",
    )
    interview: Annotated[list[JudgementEntry], Listed] = Field(
        default_factory=list, description="What was answered in the interview and is not seen from the lines."
    )
    lost: Annotated[Many, Listed] = Field(
        default_factory=list, description="What was lost when it was brought over from another program's file."
    )
    silence: Annotated[list[SilenceEntry], Listed] = Field(
        default_factory=list, description="Warnings of `detente check` that are muted."
    )
