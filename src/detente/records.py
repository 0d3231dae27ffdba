"""The door between plain data and values: the dialogue file's shapes as records, and results as JSON-ready data.

Each record is one kind of entry of the file as it is written (texts, not yet names that resolve); its field
descriptions are the published JSON Schema and the reference page. `formats` turns records into a `Dialogue`.
This is the only module that knows pydantic.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, is_dataclass
from dataclasses import fields as fields_of
from enum import Enum
from fractions import Fraction
from functools import cache
from pathlib import PurePath
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import core_schema

YES = frozenset({"yes", "true", "on"})
NO = frozenset({"no", "false", "off"})

CHANCE_WORDS = {
    "almost no chance": 0.03,
    "very unlikely": 0.125,
    "unlikely": 0.325,
    "roughly even chance": 0.5,
    "likely": 0.675,
    "very likely": 0.875,
    "almost certain": 0.97,
}
"""ICD 203's words and the middle of the band each stands for (1-5, 5-20, 20-45, 45-55, 55-80, 80-95, 95-99 %)."""

_MONTH, _DAY = r"(0[1-9]|1[0-2])", r"(0[1-9]|[12]\d|3[01])"
_DATE = re.compile(rf"\d{{4}}(-{_MONTH}(-{_DAY}(/((\d{{4}}-)?{_MONTH}-)?{_DAY})?)?)?\Z")


_DAYS = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def _day_there(day: re.Match[str]) -> bool:
    """Whether the calendar has that day."""
    year, month, number = map(int, day.groups())
    return year > 0 and number <= monthrange(year, month)[1]


def _bool(value: Any) -> Any:
    word = str(value).lower()
    if word in YES or word in NO:
        return word in YES
    raise ValueError(f"`{value}` is neither yes nor no")


def chance(text: str) -> tuple[float, str]:
    """(value, word) of "likely", "0.7" or "70%". ValueError for anything else."""
    word = " ".join(text.lower().replace("_", " ").split())
    if word in CHANCE_WORDS:
        return CHANCE_WORDS[word], word
    try:
        value = float(word.removesuffix("%")) / (100 if word.endswith("%") else 1)
    except ValueError:
        value = -1.0
    if 0 <= value <= 1:
        return value, ""
    raise ValueError(f"`{text}` is no chance: write {', '.join(CHANCE_WORDS)}, a number from 0 to 1, or 70%")


def _chance(value: Any) -> Any:
    chance(str(value))
    return value


def _date(value: Any) -> Any:
    if not _DATE.match(str(value)) or not all(map(_day_there, _DAYS.finditer(str(value)))):
        raise ValueError(f"`{value}` is no date: write 2010, 2010-10, 2010-10-22 or 2010-10-20/22")
    return value


def _many(value: Any) -> Any:
    """One text stands for a list of one."""
    return [value] if isinstance(value, str) else value


def _filled(value: Any) -> Any:
    """A section or an entry left empty is one without anything in it."""
    return {} if value is None else value


def _listed(value: Any) -> Any:
    return [] if value is None else value


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """How a value may be written beside its plain form: `change` brings it into that form before it is checked.

    `also` is what the JSON Schema allows besides, or `schema` what it says instead. (pydantic's own BeforeValidator
    inspects the signature of every function; that took a tenth of the time of reading a file.)
    """

    change: Callable[[Any], Any] | None = None
    also: Mapping[str, Any] | None = None
    schema: Mapping[str, Any] | None = None

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        inner = handler(source)
        return core_schema.no_info_before_validator_function(self.change, inner) if self.change else inner

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> Any:
        if self.schema is not None:
            return dict(self.schema)
        return {"anyOf": [handler(schema), dict(self.also)]} if self.also else handler(schema)


# What an editor's YAML library makes of unquoted text is no concern of the writer: `2010` and `no` are texts here.
_ANY_TEXT = {"type": ["string", "number", "boolean"]}
_STATED = {"type": ["string", "number", "boolean", "array"]}
_TRUTH = {"enum": [True, False, "yes", "no", "on", "off", "true", "false"]}
_NULL = {"type": "null"}

Filled = Written(_filled, also=_NULL)
Listed = Written(_listed, also=_NULL)

Text = Annotated[str, Written(schema=_ANY_TEXT)]
Bool = Annotated[bool, Written(_bool, schema=_TRUTH)]
Chance = Annotated[str, Written(_chance, schema={"type": ["string", "number"]})]
Date = Annotated[str, Written(_date, schema={"type": ["string", "integer"]})]
Many = Annotated[list[Text], Written(_many, also=_ANY_TEXT)]
Levels = Annotated[dict[str, Text], Filled]


class Entry(BaseModel):
    """What every entry may carry."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    note: Text = Field("", description="Anything worth keeping, for instance that sources disagree.")


class Cited(Entry):
    """An entry that makes a claim."""

    evidence: Many = Field(
        default_factory=list,
        description="A source's key and, after it, where in the source ('minutes-2 p. 4'); or a list of them. "
        "A bare number or place goes on with the source before it. Paraphrase; never copy a source's sentences.",
    )
    basis: Literal["stated", "inferred", "assumed"] = Field(
        "stated", description="Whether the sources state it, the analyst infers it, or it is assumed for the argument."
    )


class SourceEntry(Entry):
    """Where something was read."""

    title: Text = Field("", description="Its title; the key if left out.")
    date: Date = Field("", description="2010, 2010-10, 2010-10-22 or 2010-10-20/22.")
    kind: Text = Field("", description="A free word: document, news, interview …")
    author: Text = Field("", description="Who wrote it.")


class PartyEntry(Cited):
    """A decision maker."""

    name: Text = Field("", description="The name shown; the id if left out.")
    code: Text = Field("", description="A short code (a country code, say), for exchange with other data.")
    aliases: Many = Field(default_factory=list, description="Other names under which texts mention it.")
    at_table: Bool = Field(True, description="Whether it negotiates; `false`: it only acts.")
    ratifies: Text = Field("", description="The party whose agreements it can veto (a home audience).")


class FrontEntry(Cited):
    """A working group, basket or track."""

    name: Text = Field("", description="The name shown; the id if left out.")
    kind: Text = Field("", description="A free word: security, development …")
    rank: Text = Field("", description="The level of the people who meet: ministers, officials …")


class CircumstanceEntry(Cited):
    """A fact that no party chooses; it is true or false."""

    text: Text = Field("", description="The fact as a sentence; the id if left out.")
    now: Bool = Field(False, description="Whether it is true now.")
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
    levels: Many = Field(
        default_factory=lambda: ["no", "yes"], description="Ordered levels; the first is 'not done'. At least two."
    )
    direction: Literal["both", "forward", "back"] = Field(
        "both", description="forward: once taken it cannot be taken back; back: once given up it cannot be resumed."
    )
    front: Text = Field("", description="The front where it is talked about.")
    asked_by: Text = Field("", description="Shorthand for an ask of the option's name, for its last level.")
    asked: Text = Field("", description="The level that `asked_by` asks for, if not the last.")


class AskEntry(Cited):
    """What one party wants of another: any condition on the options of the other."""

    of: Text = Field(description="The party that is asked.")
    by: Text = Field(description="The party that asks.")
    that: Text = Field(description="The condition, as an expression: to do, to do at a level, to abstain.")
    text: Text = Field("", description="The ask as a noun; the id if left out.")
    front: Text = Field("", description="The front where it is asked.")


class RuleEntry(Cited):
    """What cannot be."""

    id: Text = Field("", description="Derived from the text if left out.")
    never: Text = Field(description="States in which this expression holds are impossible.")
    because: Text = Field("", description="Why.")
    ground: Text = Field("", description="A free word: capacity, domestic, law, money …")
    sure: Chance | None = Field(None, description="How sure the analyst is.")


class StatementEntry(Cited):
    """One line of a party's priorities, or a group of equal weight (`equally`)."""

    id: Text = Field("", description="Derived from the party and the text if left out.")
    want: Text = Field("", description="The expression that the party wants to hold.")
    equally: list[Annotated[StatementEntry, Written(lambda v: spelled(v), also=_STATED)]] = Field(
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


Spelled = Annotated[StatementEntry, Written(spelled, also=_STATED)]
Statements = Annotated[list[Spelled], Listed]


Answers = Literal["accepted", "partly", "deferred", "refused", "unanswered"]


class AnswerEntry(Cited):
    """How an ask was answered."""

    answer: Answers = Field(description="The answer.")
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


States = Literal["open", "kept", "overdue", "broken", "superseded"]


class StatusEntry(Cited):
    """What became of a commitment."""

    state: States = Field("open", description="Its state.")
    as_of: Date = Field("", description="When that was known.")


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
    add: list[Annotated[AddedEntry, Written(spelled, also=_STATED)]] = Field(
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
    return _listed(value)


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


class SilenceEntry(Entry):
    """A warning of `detente check` that is muted, with the reason."""

    code: Text = Field(description="The code of the warning.")
    at: Text = Field("", description="The id at which it stands; everywhere if left out.")
    because: Text = Field(description="Why it does not matter here.")


def _section(item: type[Entry]) -> Any:
    entry = Annotated[item, Filled]  # type: ignore[valid-type]
    return Annotated[dict[str, entry], Filled]


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
    rounds: Annotated[list[RoundEntry], Listed] = Field(
        default_factory=list, description="The rounds of talks, in order."
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
    silence: Annotated[list[SilenceEntry], Listed] = Field(
        default_factory=list, description="Warnings of `detente check` that are muted."
    )


Fault = tuple[tuple[str | int, ...], str, str]
"""Where in the data (keys and indices), the kind of fault ("missing", "unknown" or "wrong"), and the message."""


def read(data: Any) -> tuple[DialogueFile | None, tuple[Fault, ...]]:
    """The record that plain data makes, or everything that is wrong with its shape."""
    _build()
    try:
        return DialogueFile.model_validate(data), ()
    except ValidationError as error:
        return None, tuple(_fault(detail) for detail in error.errors(include_url=False, include_input=True))


@cache
def _build() -> None:
    """Builds the validator. Looking for pydantic plugins takes longer than reading a file; there are none to find."""
    before = os.environ.get("PYDANTIC_DISABLE_PLUGINS")
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    try:
        DialogueFile.model_rebuild()
    finally:
        if before is None:
            del os.environ["PYDANTIC_DISABLE_PLUGINS"]
        else:
            os.environ["PYDANTIC_DISABLE_PLUGINS"] = before


_SHAPES = {
    "model_type": "must be a mapping (`field: value`)",
    "dict_type": "must be a mapping (`name: value`)",
    "list_type": "must be a list (`- item`, or `[item, item]`)",
    "string_type": "must be a text; text with `[`, `{` or `: ` in it needs quotes",
}
_EMPTY = "is empty; write something or leave the line out"


def _fault(detail: Any) -> Fault:
    place, kind = tuple(detail["loc"]), detail["type"]
    if kind == "missing":
        return place, "missing", ""
    if kind == "extra_forbidden":
        return place, "unknown", ""
    if kind == "literal_error" and detail["input"] is not None:
        return place, "wrong", f"`{detail['input']}` is not one of {detail['ctx']['expected']}"
    if kind == "value_error" and detail["input"] is not None:
        return place, "wrong", str(detail["ctx"]["error"])
    return place, "wrong", _EMPTY if detail["input"] is None else _SHAPES.get(kind, detail["msg"])


def fields(place: tuple[str | int, ...]) -> tuple[str, ...]:
    """The field names an entry at that place of the file may have."""
    record: type[Entry] = DialogueFile
    for step in place:
        if isinstance(step, str) and step in record.model_fields:
            record = _entry_type(record.model_fields[step].annotation) or record
    return tuple(f.alias or name for name, f in record.model_fields.items())


def _entry_type(annotation: Any) -> type[Entry] | None:
    """The record inside an annotation such as dict[str, Annotated[PartyEntry, …]]."""
    if isinstance(annotation, type) and issubclass(annotation, Entry):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        found = _entry_type(part)
        if found:
            return found
    return None


def schema() -> dict[str, Any]:
    """The JSON Schema of the dialogue file."""
    return DialogueFile.model_json_schema()


# ---- values -> plain data ------------------------------------------------------------------------------------------


def plain(value: Any) -> Any:
    """A result as JSON-ready data.

    Dataclasses and mappings become objects, tuples and sets lists (sets sorted), fractions "p/q", numpy's numbers
    and arrays Python's, infinite and undefined numbers null. An expression is written as its text.
    """
    if value is None or isinstance(value, str | bool | int):
        return value.value if isinstance(value, Enum) else value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Fraction):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        if _is_written(value):
            return str(value)
        return {f.name: plain(getattr(value, f.name)) for f in fields_of(value)}
    if isinstance(value, Mapping):
        return {_key(key): plain(item) for key, item in value.items()}
    if isinstance(value, Set):
        return sorted((plain(item) for item in value), key=repr)
    if isinstance(value, Iterable):
        return [plain(item) for item in value]
    if hasattr(value, "item"):  # a number of numpy
        return plain(value.item())
    return str(value)


def _is_written(value: Any) -> bool:
    """Whether a value says itself how it is written (an expression): then its text is its JSON, too."""
    return any("__str__" in vars(kind) for kind in type(value).__mro__[:-1])


def _key(key: Any) -> str:
    """A mapping's key as JSON has it: text; a state by its numbers."""
    if isinstance(key, tuple):
        return ",".join(_key(part) for part in key)
    return str(plain(key))


def digest(value: Any) -> str:
    """A name for a dialogue's content (SHA-256): what its fields say, whatever file and lines they came from."""
    content = _content(value)
    if isinstance(content, dict) and PurePath(getattr(value, "file", "")).stem == content.get("title"):
        content["title"] = ""  # no title was stated: the file lent its name
    text = json.dumps(content, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _content(value: Any) -> Any:
    """As `plain`, without the fields that do not count for equality."""
    if is_dataclass(value) and not isinstance(value, type):
        if _is_written(value):
            return str(value)
        return {f.name: _content(getattr(value, f.name)) for f in fields_of(value) if f.compare}
    if isinstance(value, Mapping):
        return {_key(key): _content(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_content(item) for item in value]
    return plain(value)
