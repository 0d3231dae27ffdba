"""What all figures share: colours of the page's tokens, sizes, the widths of letters, and breaking text into lines."""

from __future__ import annotations

import re
from unicodedata import combining, east_asian_width

FONT = "'Detente Sans', 'Source Sans 3', 'Segoe UI', Arial, 'Noto Sans', sans-serif"
"""The first is in the folder `fonts`; a page that embeds a picture puts its own in its place."""

# The light values of page/tokens.css: its rules for pictures put the dark ones in their place.
PAPER = "#ffffff"
INK, INK_2, INK_3 = "#15191d", "#454d54", "#626a71"
LINE = "#d5d8da"
ACCENT, PART = "#0b5a78", "#c3dbe5"
WARM, WARM_2 = "#96400c", "#f8e8dc"

SMALL, TEXT, HEAD = 12.0, 13.0, 14.0
"""Letter sizes in pixels; nothing is smaller than 12."""

REGULAR, BOLD = 400, 600

WIDE, NARROW = 760, 350
"""The two widths every figure is drawn at: a page, and a phone."""

# Advance widths of Source Sans 3 for the printable ASCII characters, in thousandths of the letter size.
_ADVANCE = (
    200, 289, 426, 497, 497, 824, 609, 249, 303, 303, 418, 497, 249, 311, 249, 350, 497, 497, 497, 497, 497, 497, 497,
    497, 497, 497, 249, 249, 497, 497, 497, 425, 847, 543, 588, 571, 615, 527, 494, 617, 652, 263, 479, 579, 486, 727,
    647, 664, 566, 664, 569, 534, 536, 645, 515, 786, 513, 476, 539, 303, 350, 303, 497, 500, 542, 504, 553, 456, 555,
    496, 292, 504, 544, 246, 247, 495, 255, 829, 547, 542, 555, 555, 347, 419, 338, 544, 467, 719, 446, 467, 425, 303,
    241, 303, 497,
)  # fmt: skip


def width(text: str, size: float = TEXT, weight: int = REGULAR) -> float:
    """About how many pixels wide a text is: exact for English, on the safe side for other scripts."""
    total = sum(_advance(c) for c in text)
    return total * size / 1000 * (1.045 if weight > REGULAR else 1.0)


def _advance(letter: str) -> int:
    code = ord(letter)
    if 32 <= code < 127:
        return _ADVANCE[code - 32]
    if combining(letter) or letter in "\u2068\u2069":
        return 0
    if letter in "\u00a0\u202f":
        return 200
    return 1000 if east_asian_width(letter) in "WF" else 600


def wrap(text: str, room: float, size: float = TEXT, weight: int = REGULAR, lines: int = 3) -> tuple[str, ...]:
    """The text in lines no wider than `room`; what does not fit into `lines` of them ends in an ellipsis."""
    found: list[str] = []
    line = ""
    for word in _words(text, room, size, weight):
        longer = f"{line} {word}" if line else word
        if line and width(longer, size, weight) > room:
            found.append(line)
            line = word
        else:
            line = longer
    found.append(line)
    if len(found) <= lines:
        return tuple(found)
    return (*found[: lines - 1], _cut(" ".join(found[lines - 1 :]), room, size, weight))


def _words(text: str, room: float, size: float, weight: int) -> list[str]:
    """The words of a text; one that is wider than a line is broken into pieces."""
    found = []
    # Not at no-break spaces: French has narrow ones.
    for word in re.split(r"[ \n\t]+", text.strip()):
        while width(word, size, weight) > room:
            end = len(word) - 1
            while end > 1 and width(word[:end], size, weight) > room:
                end = end * 9 // 10
            found.append(word[:end])
            word = word[end:]
        found.append(word)
    return found


def _cut(text: str, room: float, size: float, weight: int) -> str:
    """The beginning of a text that fits into one line, with an ellipsis."""
    while text and width(text + "…", size, weight) > room:
        text = text[:-1]
    return text.rstrip(" ,;:") + "…"
