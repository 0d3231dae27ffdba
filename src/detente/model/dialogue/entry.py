"""What every entry of a dialogue may carry: evidence and the source it is from, how sure it is, a note, its line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any, Literal, TypeVar

T = TypeVar("T")
Basis = Literal["stated", "inferred", "assumed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """How sure or how likely: a number from 0 to 1, and the ICD 203 word if it was given as one."""

    value: float
    word: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A source's key and where in it ("¶7", "p. 4"); paraphrase lives with the line, never a quotation.

    `at`: the first character in the source's text and the one after the last, counted from 0 (None: not known).
    """

    source: str
    place: str = ""
    at: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What every entry of the file may carry. `line` is its line in the file (0: not from a file).

    Where something stands is not what it says: `line` counts neither for equality nor for the digest.
    """

    evidence: tuple[Evidence, ...] = ()
    basis: Basis = "stated"
    note: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where something was read. `date` is as written: 2010, 2010-10, 2010-10-22 or 2010-10-20/22.

    `file`: where its text lies, as the dialogue's file names it (relative to it, and never fetched); `url`: where it
    was published.
    """

    id: str
    title: str
    date: str = ""
    kind: str = ""
    author: str = ""
    file: str = ""
    url: str = ""
    note: str = ""
    line: int = field(default=0, compare=False)


def carried(kind: Callable[..., T], entry: Any, /, **more: Any) -> T:
    """A record of a kind: what is given, and every other field that it has in common with an entry, as it is there.

    >>> carried(Line, Source(id="minutes", title="Minutes", note="in French"), basis="assumed").note
    'in French'
    """
    common = {each.name for each in fields(kind)} & {each.name for each in fields(entry)} - more.keys()  # type: ignore[arg-type]
    return kind(**{name: getattr(entry, name) for name in common}, **more)
