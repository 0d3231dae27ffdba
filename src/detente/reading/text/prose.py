"""Text that knows where each of its characters stood in the original."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some text and, as runs, where it came from.

    `runs` are pairs (index in `text`, place in the original), ascending; from a run on, places advance with the text.
    """

    text: str
    runs: tuple[tuple[int, int], ...] = ((0, 0),)

    def place(self, index: int) -> int:
        """The place in the original of the character at `index` (an index just past the end is allowed)."""
        at, place = self.runs[bisect_right(self.runs, (index, 1 << 62)) - 1]
        return place + index - at

    def end(self, index: int) -> int:
        """The place just after the character before `index`: the end of a span [.., index)."""
        return self.place(index - 1) + 1 if index else self.place(0)

    def cut(self, start: int, stop: int) -> Piece:
        """The piece from `start` to `stop`."""
        inner = tuple((at - start, place) for at, place in self.runs if start < at < stop)
        return Piece(text=self.text[start:stop], runs=((0, self.place(start)), *inner))

    def strip(self) -> Piece:
        """Without blanks at either end."""
        start = len(self.text) - len(self.text.lstrip())
        return self.cut(start, max(start, len(self.text.rstrip())))

    def without(self, spans: tuple[tuple[int, int], ...]) -> Piece:
        """Without some spans (ascending, apart), the places of the rest kept."""
        kept, at = [], 0
        for start, stop in spans:
            kept.append(self.cut(at, start))
            at = stop
        kept.append(self.cut(at, len(self.text)))
        return join(tuple(piece for piece in kept if piece.text))


def join(pieces: tuple[Piece, ...]) -> Piece:
    """Pieces one after the other."""
    runs: list[tuple[int, int]] = []
    length = 0
    for piece in pieces:
        runs.extend((at + length, place) for at, place in piece.runs)
        length += len(piece.text)
    return Piece(text="".join(piece.text for piece in pieces), runs=tuple(runs) or ((0, 0),))


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of the body, counted from 1; `page` is 0 where the file has no pages; `item`: one of a list."""

    number: int
    piece: Piece
    page: int = 0
    item: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A text as it was taken in: its name, its paragraphs, the characters to which places refer."""

    name: str
    original: str
    paragraphs: tuple[Paragraph, ...]
    kind: str = "txt"

    @property
    def characters(self) -> int:
        """The length of the body."""
        return sum(len(p.piece.text) for p in self.paragraphs)
