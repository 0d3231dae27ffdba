"""What the analyst adds to what was said: chances, what came after, answers of the interview, warnings muted."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from detente.formats.records.entry import Cited, Entry, SourceEntry, section
from detente.formats.written import Bool, Chance, Condition, Date, Listed, Refers, Text


class SignatureEntry(Cited):
    """How likely it is that some package is signed."""

    chance: Chance = Field(description="A word of ICD 203, a number from 0 to 1, or 70%.")
    by: Date = Field("", description="By when; the horizon if left out.")


class HappenedEntry(Cited):
    """What came after the date of the file."""

    date: Date = Field(description="2010, 2010-10, 2010-10-22 or 2010-10-20/22.")
    what: Condition = Field("", description="An ask, a circumstance, or a condition as an expression.")
    holds: Literal["yes", "no", "partly", ""] = Field("", description="Whether it came to hold.")
    signed: Bool | None = Field(
        None, description="Instead of `what` and `holds`: whether a package was signed, or agreed otherwise, by then."
    )


class HappenedFile(Entry):
    """NAME.happened.yaml beside NAME.yaml: what came after, and where it was read."""

    sources: section(SourceEntry, "source") = Field(default_factory=dict, description="What evidence refers to.")  # type: ignore[valid-type]
    happened: Annotated[list[HappenedEntry], Listed] = Field(description="What came after the date of the file.")


class JudgementEntry(Cited):
    """What an analyst answered to a question of the interview, so that it is not asked again."""

    question: Text = Field(description="The question: a kind and the ids it is about (order keep-aid raise-aid).")
    answer: Text = Field(description="The answer (first).")
    date: Date = Field("", description="When it was answered.")


class SilenceEntry(Entry):
    """A warning of `detente check` that is muted, with the reason."""

    code: Annotated[Text, Refers("code")] = Field(description="The code of the warning.")
    at: Annotated[Text, Refers("any")] = Field("", description="The id at which it stands; everywhere if left out.")
    because: Text = Field(description="Why it does not matter here.")
