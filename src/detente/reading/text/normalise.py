"""Odd characters to plain ones: first invisible ones out (places kept), then one character for one."""

from __future__ import annotations

import re

from detente.reading.text.prose import Piece

INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]"
)
"""Control, zero-width, direction and joining characters: they carry no words and can hide some."""

PLAIN = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u2032": "'", "`": "'", "\u00b4": "'",
        "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u201f": '"', "\u2033": '"', "\u00ab": '"', "\u00bb": '"',
        "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2043": "-", "\u2212": "-",
        "\t": " ", "\n": " ", "\r": " ", "\u0085": " ", "\u2028": " ", "\u2029": " ",
        "\u00a0": " ", "\u1680": " ", "\u202f": " ", "\u205f": " ", "\u3000": " ",
        **{chr(code): " " for code in range(0x2000, 0x200B)},
    }
)  # fmt: skip


def visible(piece: Piece) -> Piece:
    """The piece without invisible characters."""
    spans = tuple(match.span() for match in INVISIBLE.finditer(piece.text))
    return piece.without(spans) if spans else piece


def plain(text: str) -> str:
    """Straight quotes, plain hyphens and blanks; as many characters as before."""
    return text.translate(PLAIN)


def normalise(piece: Piece) -> Piece:
    """Both steps."""
    seen = visible(piece)
    return Piece(text=plain(seen.text), runs=seen.runs)
