"""Each kind of change as a value."""

from __future__ import annotations

from dataclasses import dataclass

from detente.model.dialogue import Judgement, Levels, Statement


@dataclass(frozen=True, slots=True)
class SetCircumstance:
    """A circumstance has this value."""

    id: str
    value: bool


@dataclass(frozen=True, slots=True)
class LiftRule:
    """The rule no longer holds."""

    id: str


@dataclass(frozen=True, slots=True)
class DropStatement:
    """A statement, or a group of equal weight by its id, leaves its party's list."""

    id: str


@dataclass(frozen=True, slots=True)
class MoveStatement:
    """A statement, or a whole group, moves by some places; negative is up, towards more important."""

    id: str
    places: int


@dataclass(frozen=True, slots=True)
class Fix:
    """These options have these levels: states without them leave the model, the status quo takes them."""

    levels: Levels


@dataclass(frozen=True, slots=True)
class AddStatement:
    """A party's list gets a statement, before or after one of that list (else last). An empty id is derived."""

    party: str
    statement: Statement
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Above:
    """Of two lines or groups of one list the first stands higher, all else as near to where it stood as that allows."""

    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Alike:
    """Two lines or groups of one list weigh the same: they are one group, where the higher of them stood."""

    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Ascertain:
    """A statement or a rule is certain: its `sure` goes."""

    id: str


@dataclass(frozen=True, slots=True)
class Record:
    """What an analyst answered in the interview is on record; an older answer to the same question goes."""

    judgement: Judgement


@dataclass(frozen=True, slots=True)
class AsSeenBy:
    """The dialogue as a party believes it: its views of the others in place of their own lists."""

    who: str


@dataclass(frozen=True, slots=True)
class Correct:
    """A party no longer holds its view of another (`of` empty: any of its views)."""

    who: str
    of: str = ""


Change = (
    SetCircumstance | LiftRule | DropStatement | MoveStatement | Fix | AddStatement | Above | Alike | Ascertain | Record
    | AsSeenBy | Correct
)
