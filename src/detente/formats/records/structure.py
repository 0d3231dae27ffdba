"""Who can do what, under which facts, what each asks of the others, and what cannot be."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from detente.formats.records.entry import Cited

from detente.formats.written import (  # isort: skip
    Bool, Chance, Condition, Filled, FrontId, LevelName, Many, OptionIds, PartyId, Refers, Text,
)
from detente.model.dialogue import Direction, Matters


class PartyEntry(Cited):
    """A decision maker."""

    name: Text = Field("", description="The name shown; the id if left out.")
    code: Text = Field("", description="A short code (a country code, say), for exchange with other data.")
    aliases: Many = Field(default_factory=list, description="Other names under which texts mention it.")
    names: Annotated[dict[str, Text], Filled] = Field(
        default_factory=dict, description="Its name with its article in other languages: {fr: le Japon}."
    )
    at_table: Bool = Field(True, description="Whether it negotiates; `false`: it only acts.")
    plural: Bool | None = Field(
        None, description="Whether verbs take the plural after its name (the three states have); guessed if left out."
    )
    the: Bool | None = Field(
        None, description="Whether sentences put an article before its name (the Soviet Union); guessed if left out."
    )
    ratifies: PartyId = Field("", description="The party whose agreements it can veto (a home audience).")
    unless: Condition = Field("", description="The condition under which its veto does not count, as an expression.")
    of: OptionIds = Field(default_factory=list, description="The options that it may veto; all if left out.")


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

    by: PartyId = Field(description="The party that decides it.")
    text: Text = Field("", description="What is done, as a noun (an open border crossing); the id if left out.")
    name: Text = Field("", description="A short name for tables and states (border open); the text if left out.")
    front: FrontId = Field("", description="The front where it is talked about.")
    asked_by: PartyId = Field("", description="Shorthand for an ask of the option's name, for its last level.")
    asked: LevelName = Field("", description="The level that `asked_by` asks for, if not the last.")
    asked_matters: Matters = Field("should", description="How much that ask matters to the asker.")
    levels: Annotated[Many, Refers("new level")] = Field(
        default_factory=lambda: ["no", "yes"], description="Ordered levels; the first is 'not done'. At least two."
    )
    direction: Direction = Field(
        "both", description="forward: once taken it cannot be taken back; back: once given up it cannot be resumed."
    )


class AskEntry(Cited):
    """What one party wants of another: any condition on the options of the other."""

    of: PartyId = Field(description="The party that is asked.")
    by: PartyId = Field(description="The party that asks.")
    that: Condition = Field(description="The condition, as an expression: to do, to do at a level, to abstain.")
    text: Text = Field("", description="The ask as a noun; the id if left out.")
    front: FrontId = Field("", description="The front where it is asked.")
    matters: Matters = Field(
        "should", description="How much it matters to the asker: a deal must, should or could have it."
    )


class RuleEntry(Cited):
    """What cannot be."""

    id: Annotated[Text, Refers("new rule")] = Field("", description="Derived from the text if left out.")
    party: PartyId = Field(
        "",
        alias="for",
        description="The one party that it binds: it never brings this about; others may, and it need not undo it.",
    )
    never: Condition = Field(description="States in which this expression holds are impossible.")
    because: Text = Field("", description="Why.")
    ground: Text = Field("", description="A free word: capacity, domestic, law, money …")
    sure: Chance | None = Field(None, description="How sure the analyst is.")
