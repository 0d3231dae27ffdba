"""Places in a text as editors count them: lines and columns from 0, columns in characters."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Before the character of that column in that line; both count from 0."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From a place up to, and without, another."""

    start: Place
    end: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A change of a text: what stands in the span is replaced."""

    span: Span
    text: str


@lru_cache(maxsize=8)
def _starts(text: str) -> tuple[int, ...]:
    starts = [0]
    while (at := text.find("\n", starts[-1])) >= 0:
        starts.append(at + 1)
    return tuple(starts)


def place_at(text: str, offset: int) -> Place:
    """The place of the character at an offset."""
    starts = _starts(text)
    line = bisect_right(starts, offset) - 1
    return Place(line, offset - starts[line])


def offset_of(text: str, place: Place) -> int:
    """The offset of a place; one outside the text is brought to the nearest inside."""
    starts = _starts(text)
    if place.line < 0:
        return 0
    if place.line >= len(starts):
        return len(text)
    end = starts[place.line + 1] - 1 if place.line + 1 < len(starts) else len(text)
    return min(max(starts[place.line] + place.column, starts[place.line]), end)


def span_of(text: str, start: int, end: int) -> Span:
    """The span between two offsets."""
    return Span(place_at(text, start), place_at(text, end))


def line_of(text: str, number: int) -> str:
    """The line of that number, from 0, without its end; "" where there is none."""
    starts = _starts(text)
    if not 0 <= number < len(starts):
        return ""
    end = text.find("\n", starts[number])
    return text[starts[number] : len(text) if end < 0 else end]


def applied(text: str, edits: tuple[Edit, ...]) -> str:
    """The text with all the edits made; they do not overlap."""
    for edit in sorted(edits, key=lambda e: e.span, reverse=True):
        text = text[: offset_of(text, edit.span.start)] + edit.text + text[offset_of(text, edit.span.end) :]
    return text
