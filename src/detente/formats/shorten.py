"""Text of a file as a message shows it."""

from __future__ import annotations


def shorten(text: str, limit: int = 60) -> str:
    """A text on one line, cut where it is long, without signs that a terminal would obey."""
    flat = "".join(c if c.isprintable() else "�" for c in " ".join(text[: 8 * limit].split()))
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"
