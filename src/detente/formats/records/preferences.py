"""Who wants what, and what each party believes the others want."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from detente.formats.records.entry import Cited, Entry

from detente.formats.written import (  # isort: skip
    Bool, Chance, Condition, Listed, PartyId, Refers, STATED, StatementId, StatementIds, Text, Written, listed,
)


class StatementEntry(Cited):
    """One line of a party's priorities, or a group of equal weight (`equally`)."""

    id: Annotated[Text, Refers("new statement")] = Field(
        "", description="Derived from the party and the text if left out."
    )
    want: Condition = Field("", description="The expression that the party wants to hold.")
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


class AddedEntry(StatementEntry):
    """A statement that a view puts into a list."""

    before: StatementId = Field("", description="The statement it stands before.")
    after: StatementId = Field("", description="The statement it stands after; last if neither is given.")


class MovedEntry(Entry):
    """A statement that a view moves up or down."""

    id: StatementId = Field(description="The statement.")
    by: Text = Field(description="By how many places: -1 is one up, towards more important.")


def _moves(value: Any) -> Any:
    """`{ID: PLACES}` is shorthand for `[{id: ID, by: PLACES}]`."""
    if isinstance(value, dict) and "id" not in value:
        return [{"id": id, "by": by} for id, by in value.items()]
    return value


class ViewEntry(Cited):
    """What `who` believes of `of`: edits to the other's list, or another list in its place."""

    id: Annotated[Text, Refers("new view")] = Field("", description="WHO-of-OF if left out.")
    who: PartyId = Field(description="The party that believes it.")
    of: PartyId = Field(description="The party it is believed of.")
    because: Text = Field("", description="Why.")
    sure: Chance | None = Field(None, description="How sure the analyst is.")
    drop: StatementIds = Field(default_factory=list, description="Ids of statements it does not believe in.")
    add: list[Annotated[AddedEntry, Written(spelled, also=STATED)]] = Field(
        default_factory=list, description="Statements it believes in besides."
    )
    move: Annotated[list[MovedEntry], Written(_moves, also={"type": "object"})] = Field(
        default_factory=list, description="Statements it believes to matter more or less."
    )
    priorities: Statements | None = Field(None, description="The whole list it believes in, instead of edits.")
    ranking: Annotated[list[Any], Refers("option level")] | None = Field(
        None, description="The ranking it believes in, instead of edits."
    )


def listed_views(value: Any) -> Any:
    """The older form {who: {of: {…}}} as a list."""
    if isinstance(value, dict):
        return [
            {"who": who, "of": of, **(view if isinstance(view, dict) else {"priorities": view})}
            for who, views in value.items() if isinstance(views, dict) for of, view in views.items()
        ]
    return listed(value)
