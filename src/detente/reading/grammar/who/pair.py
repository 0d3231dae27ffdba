"""The two parties that a text is about: each most likely speaks to the other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from detente.reading.grammar.names import Names
from detente.reading.grammar.who.issuing import Issuers
from detente.reading.text.segment import Sentence

OPENING = 12
"""In how many sentences a text says between whom something is."""


def the_two(listed: Sequence[Sentence], issued: Issuers, counts: Counter[str], names: Names) -> tuple[str, ...]:
    """Those who issue it, or issue and get it; those it names most; those something is between; the two of the file."""
    two = (*issued.by, *issued.to) if len(issued.by) < 2 else issued.by
    return (two if len(two) == 2 else ()) or principals(counts, names) or _between(listed, names) or names.pair


def principals(counts: Counter[str], names: Names) -> tuple[str, ...]:
    """The two parties that a text is about: each named three times or more, a third one less than half as often."""
    roots: Counter[str] = Counter()
    for party, n in counts.items():
        known = names.parties.get(party)
        if known and known.kind in ("group", "part"):
            continue
        roots[names.root(party)] += n
    top = roots.most_common(3)
    if len(top) < 2 or top[1][1] < 3 or (len(top) > 2 and top[2][1] * 2 > top[1][1]):
        return ()
    return top[0][0], top[1][0]


BETWEEN = re.compile(r"\bbetween (.{3,60}? and (?:the )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)")


def _between(listed: Sequence[Sentence], names: Names) -> tuple[str, ...]:
    """The two of whom a text says first that something is between them: "the quarrel between Peru and Chile"."""
    for found in (m for s in listed[:OPENING] for m in BETWEEN.finditer(s.text)):
        pair = tuple(dict.fromkeys(names.root(m.party) for m in names.find(found[1])))
        if len(pair) == 2:
            return pair
    return ()
