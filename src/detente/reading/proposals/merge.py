"""Duplicates out, scope set: several cues often find one position, and one cue's object may hold another's."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from detente.reading.proposals.proposal import NOBODY, Proposal, Voice

STOP = frozenset(
    [
        "a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "from", "with", "and", "or", "its", "their", "his",
        "her", "our", "it", "they", "that", "this", "which", "be", "is", "are", "was", "were", "has", "have", "had",
        "as", "into", "than", "more", "not", "any", "all", "some",
    ]
)  # fmt: skip
FAMILY = {"promise": "yes", "commit": "yes", "offer": "yes", "concede": "yes", "refuse": "no", "constrain": "no"}
"""Acts that two rules may give to one position: the surer row's act stands."""


def stem(word: str) -> str:
    """A word without its common endings: enough to compare objects."""
    for end in (
        "ations", "ation", "ments", "ment", "ings", "ing", "ies", "ied", "edly", "ed", "es", "ly", "s", "e", "y",
    ):  # fmt: skip
        if word.endswith(end) and len(word) - len(end) >= 3:
            return word[: -len(end)]
    return word


def content_words(text: str) -> frozenset[str]:
    """The stems of the words that carry meaning."""
    return frozenset(stem(w) for w in re.findall(r"[a-z0-9]+", text.lower()) if w not in STOP)


def alike(a: str, b: str) -> float:
    """Dice's measure of two objects' content words, from 0 to 1; 1 if one holds all of the other."""
    first, second = content_words(a), content_words(b)
    if not first or not second:
        return 1.0 if first == second else 0.0
    common = len(first & second)
    return 1.0 if common == min(len(first), len(second)) else 2 * common / (len(first) + len(second))


def same(a: Proposal, b: Proposal) -> bool:
    """Whether two proposals of one sentence are one position."""
    if a.evidence.sentence != b.evidence.sentence or a.evidence.file != b.evidence.file:
        return False
    if FAMILY.get(a.act, a.act) != FAMILY.get(b.act, b.act):
        return False
    if a.speaker.parties and b.speaker.parties and not set(a.speaker.parties) & set(b.speaker.parties):
        return False
    return alike(a.object, b.object) >= 0.6


def better(a: Proposal, b: Proposal) -> Proposal:
    """The surer of two that are one, completed by the other."""
    first, second = (a, b) if (a.confidence, len(a.object)) >= (b.confidence, len(b.object)) else (b, a)
    addressee = first.addressee
    if not addressee.parties or (addressee.inferred and second.addressee.parties and not second.addressee.inferred):
        addressee = second.addressee if second.addressee.parties else addressee
    speaker = first.speaker if first.speaker.parties else second.speaker
    return replace(
        first,
        addressee=NOBODY if set(addressee.parties) & set(speaker.parties) else addressee,
        speaker=speaker,
        **_condition(first if first.condition else second),
        reason=first.reason or second.reason,
        likelihood=first.likelihood or second.likelihood,
    )


def _condition(p: Proposal) -> dict[str, Any]:
    """All that a proposal says of its condition."""
    return {"condition": p.condition, "holds": p.holds, "fact": p.fact, "fact_now": p.fact_now, "fact_by": p.fact_by,
            "fact_thing": p.fact_thing}  # fmt: skip


def merge(proposals: tuple[Proposal, ...]) -> tuple[Proposal, ...]:
    """Each position once, in the order of the text."""
    kept: list[Proposal] = []
    for proposal in proposals:
        twin = next((k for k, old in enumerate(kept) if same(old, proposal)), None)
        if twin is None:
            kept.append(proposal)
        else:
            kept[twin] = better(kept[twin], proposal)
    return tuple(kept)


def scoped(proposals: tuple[Proposal, ...]) -> tuple[Proposal, ...]:
    """Proposals of one sentence, an addressee carried over where one speaker names it once; marked as inferred."""
    done = []
    for p in proposals:
        others = {
            q.addressee.parties
            for q in proposals
            if q is not p and q.speaker.parties == p.speaker.parties and q.addressee.parties and q.act in TOWARD
        }
        if p.addressee.parties or p.act not in TOWARD or len(others) != 1 or not p.speaker.parties:
            done.append(p)
            continue
        done.append(replace(p, addressee=Voice(parties=next(iter(others)), text="", step="sentence", inferred=True)))
    return tuple(done)


def answering(proposals: tuple[Proposal, ...]) -> tuple[Proposal, ...]:
    """Who refuses or concedes what one of two asked is the other: a pronoun that named the asker named the asked."""
    done: list[Proposal] = []
    for p in proposals:
        asked = next((q for q in reversed(done) if _answers(p, q)), None)
        if asked is None:
            done.append(p)
            continue
        by = replace(p.speaker, parties=asked.addressee.parties)
        to = Voice(parties=asked.speaker.parties, text="", step="counterpart", inferred=True)
        done.append(replace(p, speaker=by, addressee=to))
    return tuple(done)


def _answers(p: Proposal, q: Proposal) -> bool:
    """Whether a refusal or concession whose speaker is a pronoun is about a demand that its speaker itself made."""
    if p.act not in ("refuse", "concede") or p.speaker.step != "pronoun" or q.act != "demand":
        return False
    own = len(q.addressee.parties) == 1 and q.speaker.parties == p.speaker.parties
    return own and alike(p.thing or p.object, q.thing or q.object) >= 0.6


TOWARD = ("demand", "criticise", "threaten", "refuse", "promise", "offer", "concede")
"""Acts that are done toward somebody."""
