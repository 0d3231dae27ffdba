"""Plain data -> YAML text that every YAML library reads alike: whatever could be taken for anything else is quoted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

_WIDTH = 116
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_.()/<>=;'¶§– -]*(?<! )\Z")
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "none", "nan", "inf"})
_UNSEEN = frozenset({0x200B, 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF})
"""Line separators and a byte order mark would be lost; the others turn the text around them, or are not seen."""
_PROSE = frozenset({"title", "summary", "text", "because", "note"})


def to_yaml(data: Mapping[str, Any]) -> str:
    """YAML text of mappings, lists, texts, numbers and Booleans; a blank line between the sections."""
    parts: list[str] = []
    for key, value in data.items():
        lines = list(_entry(key, value, 0))
        big = isinstance(value, dict | list) and len(lines) > 1
        parts.append(("\n" if big and parts else "") + "\n".join(lines))
    return "\n".join(parts) + "\n"


def to_json(data: Mapping[str, Any]) -> str:
    """JSON text that is YAML text as well: characters that YAML does not take as they are, are written by number."""
    text = json.dumps(data, ensure_ascii=False, indent=1)
    return "".join(c if c == "\n" or _printable(c) else f"\\u{ord(c):04x}" for c in text) + "\n"


class Word(str):
    """A level's name that is written as people write it: `yes` and `no` without quotes, since every scalar is text."""

    __slots__ = ()


def scalar(value: Any) -> str:
    """One value, quoted where anything could mistake it: words for Booleans, numbers, dates, signs, line breaks."""
    if isinstance(value, Word) and value.lower() in ("yes", "no"):
        return str(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    text = str(value)
    if _PLAIN.match(text) and text.lower() not in _WORDS and "  " not in text:
        return text
    return _escaped(text)


def _escaped(text: str) -> str:
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(c if _printable(c) else _code(c) for c in quoted)


def _printable(c: str) -> bool:
    """Whether YAML takes the character as it is, and an editor shows it."""
    n = ord(c)
    if n in _UNSEEN:
        return False
    return 0x20 <= n <= 0x7E or 0xA0 <= n <= 0xD7FF or 0xE000 <= n <= 0xFFFD or n >= 0x10000


def _code(c: str) -> str:
    n = ord(c)
    return f"\\x{n:02x}" if n <= 0xFF else f"\\u{n:04x}" if n <= 0xFFFF else f"\\U{n:08x}"


def item_lines(value: Any, indent: int) -> list[str]:
    """The lines of a mapping's or list's parts, indented."""
    return list(_block(value, indent))


def flow(value: Any) -> str:
    """A value on one line, lists and mappings in brackets."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(k)}: {flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return scalar(value)


def _entry(key: str, value: Any, indent: int) -> Iterator[str]:
    """The lines of `key: value`."""
    head = " " * indent + scalar(key) + ":"
    if not isinstance(value, dict | list):
        yield f"{head} {scalar(value)}"
    elif not value or (indent and _short(value) and len(head) + len(flow(value)) < _WIDTH):
        yield f"{head} {flow(value)}"
    else:
        yield head
        yield from _block(value, indent + 2)


def _short(value: Any) -> bool:
    """Whether a value reads well on one line: no mapping inside it but at the very end, no prose."""
    parts = value.values() if isinstance(value, dict) else value
    prose = isinstance(value, dict) and any(k in _PROSE and len(str(v)) > 40 for k, v in value.items())
    return not prose and all(
        not isinstance(part, dict) and (not isinstance(part, list) or _short(part)) for part in parts
    )


def _block(value: Any, indent: int) -> Iterator[str]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _entry(str(key), part, indent)
        return
    for part in value:
        yield from _item(part, indent)


def _item(part: Any, indent: int) -> Iterator[str]:
    dash = " " * indent + "- "
    if not isinstance(part, dict | list) or not part or (_short(part) and len(dash) + len(flow(part)) < _WIDTH):
        yield dash + flow(part)
        return
    first, *rest = _block(part, indent + 2)
    yield dash + first[indent + 2 :]
    yield from rest
