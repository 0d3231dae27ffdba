"""What a store keeps, as frozen values: versions and drafts; and what it says when a save comes too late."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field

from detente.errors import DetenteError, InputError

MAIN = "main"
"""The branch that every dialogue has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One saved text of a dialogue, for ever as it was.

    `name`: the dialogue. `digest`: SHA-256 of the text, in hexadecimal. `parents`: ids of the versions it was made
    from: none of the first, two of a merge. `number`: one more than that of its parents. `author`: "" if it is not
    known. `time`: UTC, as ISO 8601 writes it.
    """

    name: str
    digest: str
    parents: tuple[str, ...] = ()
    number: int = 1
    author: str = ""
    time: str
    message: str = ""

    @property
    def id(self) -> str:
        """What names this version: made from all it says, so that a record that was changed betrays itself."""
        said = json.dumps(asdict(self), ensure_ascii=True, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(said.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A text that somebody is writing and has not saved. `base`: the id of the version it began from, or ""."""

    name: str
    text: str
    base: str = ""
    branch: str = MAIN
    author: str = ""
    time: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """One entry that both sides changed, each otherwise.

    `entry`: keys and ids that lead there (`options.release`; "" for the whole text). The three texts are as they are
    written; "" where a side has no such entry.
    """

    entry: str
    base: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """The changes of two texts to a third, in one text. Where they are in conflict, ours stand in it."""

    text: str
    conflicts: tuple[Conflict, ...] = field(default=())


class NotThere(InputError):
    """A dialogue, version or branch that this store does not hold."""


class Moved(DetenteError):
    """A save that was made on a version which is no longer the newest; nothing was overwritten.

    `head`: the version that came between (None: the dialogue was removed). `merged`: both changes in one text, to be
    saved on that head once somebody has looked at it; None where there is nothing to merge with.
    """

    def __init__(self, name: str, head: Version | None, merged: Merged | None) -> None:
        self.name, self.head, self.merged = name, head, merged
        who = f" by {head.author}" if head is not None and head.author else ""
        what = f"was saved{who} in between" if head is not None else "was removed in between"
        super().__init__(f"`{name}` {what}; nothing was overwritten.")


def digest(text: str) -> str:
    """What names a text: SHA-256 of its UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
