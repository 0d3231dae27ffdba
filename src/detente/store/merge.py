"""Two people's changes to one text, in one text."""

from __future__ import annotations

from detente.store.records import Conflict, Merged


def merge(base: str, ours: str, theirs: str) -> Merged:
    """The text that holds what `ours` and `theirs` each changed of `base`; in conflicts ours stands."""
    if ours == theirs or theirs == base:
        return Merged(text=ours)
    if ours == base:
        return Merged(text=theirs)
    return Merged(text=ours, conflicts=(Conflict(entry="", base=base, ours=ours, theirs=theirs),))
