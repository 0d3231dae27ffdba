"""Ids: what may be one, and those that are derived from a text.

Ids of rules and statements are derived from what they say, never from where they stand: a swap of two lines must not
rename them, since reasons, what-ifs, views and silenced warnings refer to them.
"""

from __future__ import annotations

import re
from collections.abc import Container

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*\Z")
"""Ids that expressions can mention: parties, options, circumstances."""

LABEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*\Z")
"""Ids that expressions never mention: rules, statements, sources, rounds, commitments, fronts, asks."""

_OPERATORS = ((">=", " at-least "), ("<=", " at-most "), (">", " above "), ("<", " below "))
_LONGEST = 60


def slug(text: str) -> str:
    """A text as an id: ASCII letters, digits and `_`, joined by hyphens ("release >= half": release-at-least-half)."""
    for sign, words in _OPERATORS:
        text = text.replace(sign, words)
    joined = "-".join(re.findall(r"[A-Za-z0-9_]+", text))
    if len(joined) > _LONGEST:
        joined = joined[:_LONGEST].rsplit("-", 1)[0]
    return joined or "line"


def derived(text: str, taken: Container[str], party: str = "", counted: dict[str, int] | None = None) -> str:
    """The id of a rule (`slug`) or of a party's statement (`PARTY.slug`), numbered from 2 if it is taken.

    `counted` keeps the last number of each slug from call to call, so that thousands of one kind are numbered at once.
    """
    stem = f"{party}.{slug(text)}" if party else slug(text)
    counted = {} if counted is None else counted
    id = stem
    while id in taken:
        counted[stem] = counted.get(stem, 1) + 1
        id = f"{stem}-{counted[stem]}"
    return id
