"""What a text says about a name, in a few words, also where the text is not sound."""

from __future__ import annotations

from detente.assist.names import Mention, read

_TELLING = ("name", "text", "title", "want", "never", "that", "date", "otherwise")


def about(text: str, mention: Mention, *fields: str) -> str:
    """The first of those fields that the entry defining a name has (its name, text or title); "" where none stands."""
    root, path = read(text).root, mention.spot.path
    entry = root.at(path if mention.spot.is_key else path[:-1]) if root is not None else None
    if mention.kind == "level" or entry is None:
        return ""
    found_fields = (entry.child(field) for field in fields or _TELLING)
    return next((pair[1].text for pair in found_fields if pair and pair[1].kind == "text"), "")
