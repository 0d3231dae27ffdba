"""What reading gives: proposals, each beside its sentence, for an analyst to accept or reject."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Act = Literal["demand", "offer", "promise", "refuse", "threaten", "commit", "concede", "criticise", "constrain"]
ACTS: tuple[Act, ...] = (
    "demand", "offer", "promise", "refuse", "threaten", "commit", "concede", "criticise", "constrain",
)  # fmt: skip
Polarity = Literal["+", "-"]
Holds = Literal["", "when", "unless"]
Status = Literal["open", "accepted", "edited", "rejected", "merged"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Where the evidence stands: characters [start, end) of the original, the paragraph and the sentence (from 1).

    `text` is the sentence, `mark` the part of it, [start, end) within `text`, that carries the cue.
    """

    file: str
    start: int
    end: int
    paragraph: int
    sentence: int
    text: str
    mark: tuple[int, int] = (0, 0)

    @property
    def place(self) -> str:
        """The place as evidence lines of the dialogue file have it."""
        return f"¶{self.paragraph}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A speaker or addressee: ids of parties (several if they speak jointly), the words, and how they were settled.

    `step` is the resolution step: name, title, modifier, apposition, surname, label, pronoun, nominal, object,
    counterpart, sentence, asked or unresolved ("nobody": not one that could be settled). `inferred`: the sentence does
    not say so itself.
    """

    parties: tuple[str, ...] = ()
    text: str = ""
    step: str = "none"
    inferred: bool = False


NOBODY = Voice()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One position that a text seems to state.

    `rule` names the row of the lexicon that found it ("" from a language model); `code` is the PLOVER type and the
    CAMEO root ("DEMAND 100"); `reported_by` is who says that the speaker said it, where that is another party;
    `confidence` (0 to 1) is the share of such proposals that were right in cross-validation; `same_as` is an
    option of the dialogue that says the same; `read_as` is (act, the speaker's words, object) as it was read, whatever
    a reviewer changed.

    `thing` is the deed as a noun phrase, and `polarity` whether the position is about doing it ("+") or about leaving
    or ending it ("-"): "stop the dam" is "-" of "the dam". `condition` is the text's own wording; `fact` what it comes
    to as an affirmed sentence, and `holds` whether the position holds when the fact does or unless it does.
    `fact_now`: the text takes the fact to hold already. `fact_by`: the parties whose deed the fact is,
    `fact_thing` that deed as a noun phrase. `hindrance`: what a limit comes from, as a sentence ("The army is …").
    """

    id: str
    act: Act
    speaker: Voice
    addressee: Voice = NOBODY
    object: str = ""
    thing: str = ""
    polarity: Polarity = "+"
    condition: str = ""
    holds: Holds = ""
    fact: str = ""
    fact_now: bool = False
    fact_by: tuple[str, ...] = ()
    fact_thing: str = ""
    hindrance: str = ""
    reason: str = ""
    likelihood: str = ""
    figures: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    evidence: Span
    origin: Literal["rule", "model"] = "rule"
    rule: str = ""
    code: str = ""
    reported_by: str = ""
    hypothetical: bool = False
    quoted: bool = False
    confidence: float = 0.5
    status: Status = "open"
    reviewer: str = ""
    note: str = ""
    same_as: str = ""
    read_as: tuple[str, str, str] = ("", "", "")

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What a decision is kept by: the words of the span, the act and the speaker, as they were read.

        Not the place, which moves when the text is corrected, and not what the reviewer made of it.
        """
        return (" ".join(self.evidence.text.split()), *self.read_as)

    @property
    def settled(self) -> bool:
        """Whether a reviewer has decided."""
        return self.status != "open"

    def record(self) -> dict[str, Any]:
        """Plain data, as in JSON and in a proposals file."""
        span = self.evidence
        return {
            "id": self.id,
            "act": self.act,
            "speaker": list(self.speaker.parties),
            "speaker_text": self.speaker.text,
            "speaker_step": self.speaker.step,
            "speaker_inferred": self.speaker.inferred,
            "addressee": list(self.addressee.parties),
            "addressee_text": self.addressee.text,
            "addressee_step": self.addressee.step,
            "addressee_inferred": self.addressee.inferred,
            "object": self.object,
            "thing": self.thing,
            "polarity": self.polarity,
            "condition": self.condition,
            "holds": self.holds,
            "fact": self.fact,
            "fact_now": self.fact_now,
            "fact_by": list(self.fact_by),
            "fact_thing": self.fact_thing,
            "hindrance": self.hindrance,
            "reason": self.reason,
            "likelihood": self.likelihood,
            "figures": list(self.figures),
            "dates": list(self.dates),
            "evidence": {
                "file": span.file,
                "start": span.start,
                "end": span.end,
                "paragraph": span.paragraph,
                "sentence": span.sentence,
                "text": span.text,
                "mark": list(span.mark),
            },
            "origin": self.origin,
            "rule": self.rule,
            "code": self.code,
            "reported_by": self.reported_by,
            "hypothetical": self.hypothetical,
            "quoted": self.quoted,
            "confidence": round(self.confidence, 2),
            "status": self.status,
            "reviewer": self.reviewer,
            "note": self.note,
            "same_as": self.same_as,
            "read_as": list(self.read_as),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A sentence that names a party and gave no proposal."""

    span: Span
    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that was read of one text. `parties`: (id, name, mentions), the most mentioned first."""

    file: str
    characters: int
    sentences: int
    proposals: tuple[Proposal, ...]
    unread: tuple[Unread, ...] = ()
    parties: tuple[tuple[str, str, int], ...] = ()
    warnings: tuple[str, ...] = ()
    seconds: float = 0.0
