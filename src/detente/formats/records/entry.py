"""What every entry of the file may carry: a note, evidence and the source it is from."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from detente.formats.written import EVIDENCE, Date, Filled, Refers, Text, Written
from detente.model.dialogue import Basis


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

    source: Annotated[Text, Refers("evidence")] = Field(
        description="The source's key; in the short form the place follows it."
    )
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
    basis: Basis = Field(
        "stated", description="Whether the sources state it, the analyst infers it, or it is assumed for the argument."
    )


def section(item: type[Entry], what: str) -> Any:
    """Entries by id; `what`: the kind of name that an id is."""
    entry = Annotated[item, Filled]  # type: ignore[valid-type]
    return Annotated[dict[str, entry], Filled, Refers(f"new {what}")]


class SourceEntry(Entry):
    """Where something was read."""

    title: Text = Field("", description="Its title; the key if left out.")
    date: Date = Field("", description="2010, 2010-10, 2010-10-22 or 2010-10-20/22.")
    kind: Text = Field("", description="A free word: document, news, interview …")
    author: Text = Field("", description="Who wrote it.")
    file: Text = Field("", description="Where its text lies, relative to this file; it is never fetched.")
    url: Text = Field("", description="Where it was published; it is never fetched.")
