"""The file as a whole."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from detente.formats.records.entry import Entry, SourceEntry, section
from detente.formats.records.judged import HappenedEntry, JudgementEntry, SignatureEntry, SilenceEntry
from detente.formats.records.preferences import Statements, ViewEntry, listed_views
from detente.formats.records.structure import (
    AskEntry,
    CircumstanceEntry,
    FrontEntry,
    OptionEntry,
    PartyEntry,
    RuleEntry,
)
from detente.formats.records.talks import CommitmentEntry, DoubtEntry, DraftEntry, OfferEntry, RoundEntry
from detente.formats.written import Date, Filled, Levels, Listed, Many, Refers, Text, Written

PerParty = Annotated[dict[str, Levels], Filled, Refers("party option level")]


class DialogueFile(Entry):
    """A dialogue file, as it is written."""

    detente: Text = Field("1", description="The version of the format: 1.")
    title: Text = Field("", description="The file's name if left out.")
    summary: Text = Field("", description="A sentence or two.")
    horizon: Date = Field("", description="By when the chances are meant.")
    sources: section(SourceEntry, "source") = Field(default_factory=dict, description="What evidence refers to.")  # type: ignore[valid-type]
    parties: section(PartyEntry, "party") = Field(description="Who acts.")  # type: ignore[valid-type]
    fronts: section(FrontEntry, "front") = Field(default_factory=dict, description="Working groups, baskets, tracks.")  # type: ignore[valid-type]
    circumstances: section(CircumstanceEntry, "circumstance") = Field(  # type: ignore[valid-type]
        default_factory=dict, description="Facts no party chooses."
    )
    options: section(OptionEntry, "option") = Field(description="What each party can do.")  # type: ignore[valid-type]
    asks: section(AskEntry, "ask") = Field(default_factory=dict, description="What is wanted of the other side.")  # type: ignore[valid-type]
    rules: Annotated[list[RuleEntry], Listed] = Field(
        default_factory=list, description="What cannot be."
    )
    priorities: Annotated[dict[str, Statements], Filled, Refers("party")] = Field(
        default_factory=dict, description="Per party, most important first."
    )
    weights: Annotated[dict[str, dict[str, Text]], Filled, Refers("party expression")] = Field(
        default_factory=dict, description="Per party, how much each expression is worth where it holds."
    )
    ranking: Annotated[dict[str, list[Any]], Filled, Refers("party option level")] = Field(
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
    commitments: section(CommitmentEntry, "commitment") = Field(  # type: ignore[valid-type]
        default_factory=dict, description="The ledger of promises."
    )
    views: Annotated[list[ViewEntry], Written(listed_views, also={"type": ["object", "null"]})] = Field(
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
    attitudes: Annotated[dict[str, dict[str, Literal["+", "0", "-"]]], Filled, Refers("party party")] = Field(
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
