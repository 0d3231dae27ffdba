"""Results kept on disk, so that a second format, desk or language of a page costs its rendering only.

A result is found again by what it was worked out from: the question's arguments, with the whole dialogue in them, and
the program's own files. It is stored as JSON whose objects name their dataclass, so nothing but frozen records of
this package is ever made from a file: no pickle. The folder belongs to the user alone (mode 0700): what is in it is as
confidential as the dialogues are. `DETENTE_CACHE=off` or `--no-cache` turns it off; a damaged entry is no entry.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import fields, is_dataclass
from fractions import Fraction
from functools import cache, wraps
from importlib import import_module
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

Params = ParamSpec("Params")
Result = TypeVar("Result")

WORTH = 0.1
"""Seconds of processor time: what is worked out faster is not kept, since nobody would notice."""

ROOM = 256 * 2**20
"""Bytes: the entries used longest ago make room for new ones."""

_working: ContextVar[bool] = ContextVar("working", default=False)
"""Whether results are neither looked up nor kept just now: a question is being worked out, or the user said so."""


def kept(question: Callable[Params, Result]) -> Callable[Params, Result]:
    """A question whose result is looked up on disk before it is worked out, and kept where that took a while.

    What it asks on its way to an answer is not looked up by itself. A result that says it is not complete, and
    arguments that cannot be written (a progress bar, a cluster), pass by.
    """

    @wraps(question)
    def answer(*args: Params.args, **named: Params.kwargs) -> Result:
        if _working.get() or not is_on():
            return question(*args, **named)
        try:
            path = folder() / f"{_key(question, args, named)}.json"
        except TypeError:
            return question(*args, **named)
        with suppress(OSError, ValueError, TypeError, LookupError, AttributeError):
            found: Result = decoded(json.loads(path.read_text(encoding="utf-8")))
            os.utime(path)
            return found
        begun = time.process_time()
        with nothing():
            result = question(*args, **named)
        if time.process_time() - begun >= WORTH and _complete(result):
            with suppress(OSError, TypeError):
                _write(path, json.dumps(encoded(result), separators=(",", ":")))
        return result

    return answer


# ---- the folder ------------------------------------------------------------------------------------------------------


def is_on() -> bool:
    """Whether results are kept: unless `DETENTE_CACHE` says off."""
    return os.environ.get("DETENTE_CACHE", "").lower() not in ("off", "0", "no")


@contextmanager
def nothing() -> Iterator[None]:
    """Nothing is looked up or kept in here."""
    token = _working.set(True)
    try:
        yield
    finally:
        _working.reset(token)


def folder() -> Path:
    """Where results are kept: `DETENTE_CACHE` if it names a folder, else the system's place for what can be lost."""
    stated = os.environ.get("DETENTE_CACHE", "")
    if stated and is_on():
        return Path(stated)
    match sys.platform:
        case "win32":
            return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "detente" / "Cache"
        case "darwin":
            return Path.home() / "Library" / "Caches" / "detente"
        case _:
            return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "detente"


def entries() -> list[Path]:
    """The files of the folder, those used longest ago first."""
    with suppress(OSError):
        return sorted(folder().glob("*.json"), key=lambda path: path.stat().st_mtime)
    return []


def clear() -> int:
    """Remove everything that is kept; how many entries there were."""
    found = entries()
    for path in found:
        path.unlink(missing_ok=True)
    return len(found)


def _write(path: Path, text: str) -> None:
    """Whole or not at all, also where two processes write the same entry."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.parent.chmod(0o700)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _make_room()


def _make_room() -> None:
    found = entries()
    total = sum(path.stat().st_size for path in found)
    for path in found:
        if total <= ROOM:
            return
        total -= path.stat().st_size
        path.unlink(missing_ok=True)


# ---- keys ------------------------------------------------------------------------------------------------------------


def _key(question: Callable[..., object], args: tuple[object, ...], named: dict[str, object]) -> str:
    asked = [question.__module__, question.__qualname__, encoded(args), encoded(dict(sorted(named.items())))]
    return hashlib.sha256(f"{_program()}{json.dumps(asked)}".encode()).hexdigest()


@cache
def _program() -> str:
    """A name for the program's own files as they are on this machine: another version finds nothing of this one."""
    package = Path(__file__).parent
    files = sorted(path for path in package.rglob("*") if path.suffix in (".py", ".lark"))
    states = [(str(path.relative_to(package)), path.stat().st_mtime_ns, path.stat().st_size) for path in files]
    return repr((sys.version, states))


# ---- results as JSON and back ----------------------------------------------------------------------------------------


def encoded(value: Any) -> Any:
    """A result as JSON that `decoded` turns into an equal one. TypeError of what is no record or plain value.

    >>> encoded((1, {"a": Fraction(1, 3)}))
    [1, {'~dict': [['a', {'~fraction': '1/3'}]]}]
    >>> decoded(encoded((1, {"a": Fraction(1, 3)})))
    (1, {'a': Fraction(1, 3)})
    """
    if value is None or type(value) in (str, int, float, bool):
        return value
    if type(value) is tuple:
        return [encoded(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type) and type(value).__module__.startswith("detente."):
        name = f"{type(value).__module__}:{type(value).__qualname__}"
        return {"~record": name, "fields": [encoded(getattr(value, field.name)) for field in fields(value)]}
    if type(value) is dict:
        return {"~dict": [[encoded(key), encoded(item)] for key, item in value.items()]}
    if type(value) is list:
        return {"~list": [encoded(item) for item in value]}
    if type(value) in (set, frozenset):
        kind = type(value).__name__
        return {f"~{kind}": sorted((encoded(item) for item in value), key=json.dumps)}
    if isinstance(value, Fraction):
        return {"~fraction": str(value)}
    raise TypeError(f"{type(value).__name__} is not kept")


def decoded(value: Any) -> Any:
    """What `encoded` wrote. ValueError, TypeError or LookupError of anything else."""
    if isinstance(value, list):
        return tuple(decoded(item) for item in value)
    if not isinstance(value, dict):
        return value
    if "~record" in value:
        return _record(value["~record"], [decoded(item) for item in value["fields"]])
    ((kind, content),) = value.items()
    match kind:
        case "~dict":
            return {decoded(key): decoded(item) for key, item in content}
        case "~list":
            return [decoded(item) for item in content]
        case "~set":
            return {decoded(item) for item in content}
        case "~frozenset":
            return frozenset(decoded(item) for item in content)
        case "~fraction":
            return Fraction(content)
    raise ValueError(kind)


def _record(name: str, values: list[Any]) -> Any:
    """A record of this package with these fields."""
    kind = _kind(name)
    stated = dict(zip((field.name for field in fields(kind)), values, strict=True))
    return kind(**{field.name: stated[field.name] for field in fields(kind) if field.init})


@cache
def _kind(name: str) -> type[Any]:
    module, _, path = name.partition(":")
    if not module.startswith("detente."):
        raise ValueError(name)
    kind: Any = import_module(module)
    for part in path.split("."):
        kind = getattr(kind, part)
    if not isinstance(kind, type) or not is_dataclass(kind):
        raise ValueError(name)
    return kind


def _complete(result: Any) -> bool:
    """Whether nothing in a result says that it was cut short."""
    return all(getattr(part, "complete", True) for part in _records(result))


def _records(value: Any) -> Iterator[Any]:
    if isinstance(value, tuple | list):
        for item in value:
            yield from _records(item)
    elif is_dataclass(value) and not isinstance(value, type):
        yield value
