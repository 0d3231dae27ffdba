"""What was looked at while the rules of reading were written, by its hash, so that no figure is counted on it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256


def fingerprint(text: str) -> str:
    """A text by its words alone, so that another break of lines, case or quotation mark is the same text.

    >>> fingerprint("He said: No.") == fingerprint("he said -\\n“no”"), len(fingerprint(""))
    (True, 16)
    """
    words = re.findall(r"\w+", text.casefold())
    return sha256(" ".join(words).encode()).hexdigest()[:16]


def listed(text: str) -> frozenset[str]:
    """The hashes of a list of what was seen: one a line, behind it what it is of; lines with # are comments."""
    lines = (line.split("#")[0].split() for line in text.splitlines())
    return frozenset(words[0] for words in lines if words)


def seen_among(texts: Iterable[str], seen: frozenset[str]) -> list[str]:
    """Those of some texts that were looked at."""
    return [text for text in texts if fingerprint(text) in seen]
