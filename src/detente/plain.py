"""Results as plain data, ready for JSON, and the digest that names a dialogue's content."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Mapping, Set
from dataclasses import Field, is_dataclass
from dataclasses import fields as fields_of
from enum import Enum
from fractions import Fraction
from pathlib import PurePath
from typing import Any


def plain(value: Any) -> Any:
    """A result as JSON-ready data.

    Dataclasses and mappings become objects, tuples and sets lists (sets sorted), fractions "p/q", numpy's numbers
    and arrays Python's, infinite and undefined numbers null. An expression is written as its text.
    """
    if value is None or isinstance(value, str | bool | int):
        return value.value if isinstance(value, Enum) else value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Fraction):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        if _is_written(value):
            return str(value)
        return {f.name: plain(getattr(value, f.name)) for f in fields_of(value)}
    if isinstance(value, Mapping):
        return {_key(key): plain(item) for key, item in value.items()}
    if isinstance(value, Set):
        return sorted((plain(item) for item in value), key=repr)
    if isinstance(value, Iterable):
        return [plain(item) for item in value]
    if hasattr(value, "item"):  # a number of numpy
        return plain(value.item())
    return str(value)


JSON_VERSION = 1
"""Of the keys of results; every result says it."""


def written(result: Any) -> dict[str, Any]:
    """A result as `--json` prints it: its fields with the version of the keys.

    Fields that a type names in `OPTIONAL` are left out where they were not asked for.
    """
    optional = getattr(result, "OPTIONAL", ())
    fields = plain(result)
    return {"detente": JSON_VERSION,
            **{name: value for name, value in fields.items() if value is not None or name not in optional}}  # fmt: skip


def _is_written(value: Any) -> bool:
    """Whether a value says itself how it is written (an expression): then its text is its JSON, too."""
    return any("__str__" in vars(kind) for kind in type(value).__mro__[:-1])


def _key(key: Any) -> str:
    """A mapping's key as JSON has it: text; a state by its numbers."""
    if isinstance(key, tuple):
        return ",".join(_key(part) for part in key)
    return str(plain(key))


def digest(value: Any) -> str:
    """A name for a dialogue's content (SHA-256): what its fields say, whatever file and lines they came from."""
    content = _content(value)
    if isinstance(content, dict) and PurePath(getattr(value, "file", "")).stem == content.get("title"):
        content["title"] = ""  # no title was stated: the file lent its name
    text = json.dumps(content, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _content(value: Any) -> Any:
    """As `plain`, without the fields that do not count."""
    if is_dataclass(value) and not isinstance(value, type):
        if _is_written(value):
            return str(value)
        stated = ((f.name, getattr(value, f.name)) for f in fields_of(value) if _counts(f))
        return {name: _content(item) for name, item in stated}
    if isinstance(value, Mapping):
        return {_key(key): _content(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_content(item) for item in value]
    return plain(value)


def _counts(field: Field[Any]) -> bool:
    """Whether a field is part of what a dialogue says: not where it stands in a file, nor what happened afterwards."""
    return field.compare and not field.metadata.get("afterwards")
