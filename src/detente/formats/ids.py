"""Ids for what other programs only name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from detente.model.expression import WORDS


def ids_of(names: Iterable[str], letter: str, *, taken: Iterable[str] = ()) -> tuple[str, ...]:
    """An id for each name, in lower case; a letter is put before what begins with none, repeats are numbered.

    >>> ids_of(["Open market", "2nd dam", "is", "Open market", "中"], "o")
    ('open_market', 'o2nd_dam', 'is_', 'open_market_2', 'o5')
    """
    made: list[str] = []
    others = frozenset(taken)
    for k, name in enumerate(names, start=1):
        stem = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:40].strip("_")
        if not stem[:1].isalpha():
            stem = f"{letter}{stem or k}"
        if stem in WORDS:
            stem += "_"
        id, count = stem, 1
        while id in others or id in made:
            count += 1
            id = f"{stem}_{count}"
        made.append(id)
    return tuple(made)
