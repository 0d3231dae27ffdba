"""Sentences that gave no proposal and may hold a position all the same, the likeliest first."""

from __future__ import annotations

import re
from collections.abc import Iterable

from detente.reading.proposals.proposal import Unread

DEONTIC = re.compile(
    r"\b(?:must|should|shall|ought|need(?:s|ed)? to|ha(?:s|ve|d) to|required?|unacceptable|acceptable|impossible|"
    r"condition(?:s|al|ed)?|precondition|demand(?:s|ed)?|refus\w+|reject\w*|insist\w*|unless|provided that|in return|"
    r"cannot|can't|can never|will not|won't|would not|no longer|ready to|willing|prepared to|commit\w*|promis\w+|"
    r"threat\w*|warn\w*|consequences|call(?:s|ed)? (?:on|for)|urg(?:e|es|ed)|red line|vow(?:s|ed)?|pledg\w+)\b",
    re.I,
)
"""Words of what should, must, may or will not be."""


def deontic(text: str) -> int:
    """How many words of duty, will and condition a sentence has."""
    return len(DEONTIC.findall(text))


def likeliest_first(unread: Iterable[Unread]) -> list[Unread]:
    """By the words of duty and will, then by the parties named, then in the order of the text."""
    return sorted(unread, key=lambda u: (-deontic(u.span.text), -len(u.parties), u.span.file, u.span.sentence))
