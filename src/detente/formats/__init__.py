"""Files in and out: a path, the name of a shipped dialogue, or `-` -> `Dialogue`, and back.

`load` never evaluates what it reads: every scalar is text, sizes and depths are bounded, and all problems are told
at once, each with its line.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.errors import InputError, Problem, TooLarge
from detente.formats.foreign import recognised
from detente.formats.nodes import MAX_BYTES, Notice, suggest
from detente.formats.writing import write
from detente.model.dialogue import Dialogue

if TYPE_CHECKING:
    from detente.formats.afterwards import After

__all__ = ["FORMATS", "Notice", "dump", "examples", "happened", "load", "load_with_warnings", "parse", "render",
           "to_data", "write"]  # fmt: skip

Read = Callable[[str, str], tuple[Dialogue, tuple[Notice, ...]]]
Write = Callable[[Dialogue], tuple[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """Where a format's functions are, as `module:function`.

    `read(text, file) -> (dialogue, notices)`; `write(dialogue) -> (text, what could not be carried over, in words)`.
    `foreign`: of another program; what could not be carried over from there stays with the dialogue (`lost`).
    """

    read: str
    write: str
    foreign: bool = False


def _function(place: str) -> Any:
    """The function, its module imported on first use."""
    module, name = place.split(":")
    return getattr(import_module(f"detente.formats.{module}"), name)


FORMATS = {
    ".yaml": Format(read="yaml:read", write="yaml:write"),
    ".yml": Format(read="yaml:read", write="yaml:write"),
    ".json": Format(read="yaml:read_json", write="yaml:write_json"),
    ".gmcr": Format(read="gmcr:read", write="gmcr_write:write", foreign=True),
    ".nfg": Format(read="nfg:read", write="nfg_write:write", foreign=True),
    ".csv": Format(read="csv:read", write="csv:write", foreign=True),
}


def load(source: str | os.PathLike[str]) -> Dialogue:
    """The dialogue in a file (by its suffix), in standard input (`-`), or shipped under that name.

    Raises InputError with every problem found, TooLarge for a file beyond 10 MB.
    """
    return load_with_warnings(source)[0]


def load_with_warnings(source: str | os.PathLike[str]) -> tuple[Dialogue, tuple[Notice, ...]]:
    """The dialogue, and warnings about how its file is written (text that a comment may have cut, say)."""
    name = os.fspath(source)
    if name == "-":
        return _read(".yaml", decoded(sys.stdin.buffer.read(MAX_BYTES + 1), "standard input"), "standard input")
    path = Path(name)
    if (file := _of_the_shelf(path)) is not None:
        return _read(".yaml", file.read_text(encoding="utf-8"), file.name)
    return _read(path.suffix.lower(), text_of(path, name), name)


def _of_the_shelf(path: Path) -> Path | None:
    """The shipped dialogue meant by `river`, or by `river.yaml` where the user has no such file."""
    if path.suffix in ("", ".yaml") and path.parent == Path() and not (path.suffix and path.exists()):
        return _shipped().get(path.stem)
    return None


def _read(suffix: str, text: str, file: str) -> tuple[Dialogue, tuple[Notice, ...]]:
    format = _format(suffix, file)
    read: Read = _function(format.read)
    dialogue, notices = read(text, file)
    if format.foreign or any(notice.code == "not-carried" for notice in notices):
        dialogue = replace(dialogue, lost=(*dialogue.lost, *(notice.message for notice in notices)))
    return dialogue, notices


def parse(text: str, file: str = "text") -> Dialogue:
    """The dialogue that a text holds: YAML or JSON, or another format if `file` has its suffix.

    Raises InputError with every problem found, TooLarge.
    """
    suffix = Path(file).suffix.lower()
    return _read(suffix if suffix in FORMATS else ".yaml", text, file)[0]


def examples() -> tuple[str, ...]:
    """The names of the shipped dialogues."""
    return tuple(sorted(_shipped()))


def _shipped() -> dict[str, Path]:
    folder = Path(__file__).parents[1] / "examples"
    files = [f for f in folder.iterdir() if f.suffixes == [".yaml"]] if folder.is_dir() else []
    return {f.stem: f for f in files}


def shipped(name: str) -> Path | None:
    """Where the shipped dialogue of that name lies; None if there is none."""
    return _shipped().get(name)


def _format(suffix: str, name: str) -> Format:
    if suffix in FORMATS:
        return FORMATS[suffix]
    known = ", ".join(FORMATS)
    raise InputError(Problem(message=f"`{name}` is not of a known kind;", hint=f"known are {known}."))


def text_of(path: Path, name: str) -> str:
    """The text of a file that the user calls `name`. InputError where it cannot be read, TooLarge beyond 10 MB."""
    try:
        with path.open("rb") as stream:
            return decoded(stream.read(MAX_BYTES + 1), name, path.stat().st_size)
    except FileNotFoundError:
        raise InputError(_missing(path, name)) from None
    except IsADirectoryError:
        raise InputError(f"`{name}` is a folder, not a dialogue file") from None
    except PermissionError:
        raise InputError(f"`{name}` may not be read (permission denied)") from None
    except (OSError, ValueError) as fault:
        raise InputError(f"`{name[:200]}` cannot be read: {getattr(fault, 'strerror', None) or fault}") from None


def _missing(path: Path, name: str) -> Problem:
    if not path.suffix and path.parent == Path():
        beside = next((file for suffix in FORMATS if (file := f"{name}{suffix}") and Path(file).is_file()), "")
        shipped = suggest(name, examples()) or f"shipped are: {', '.join(examples()) or 'none'}."
        hint = f"did you mean `{beside}`?" if beside else shipped
        return Problem(message=f"there is no file and no shipped dialogue `{name}`;", hint=hint)
    try:
        near = suggest(path.name, (p.name for p in path.parent.iterdir() if p.suffix.lower() in FORMATS))
    except OSError:
        return Problem(message=f"there is no folder `{path.parent}`")
    return Problem(message=f"there is no file `{name}`" + (";" if near else ""), hint=near)


def decoded(data: bytes, name: str, size: int | None = None) -> str:
    """The text that the bytes of a file say, its lines ended as here. InputError for what is no text, TooLarge."""
    if len(data) > MAX_BYTES:
        raise TooLarge(f"{name}: bytes", max(size or 0, len(data)), MAX_BYTES)
    what, mend = recognised(data)
    if what:
        raise InputError(Problem(message=f"this is {what};", hint=mend, file=name))
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        raise InputError(Problem(message="this is not UTF-8 text;", hint="save the file as UTF-8.", file=name,
                                 line=line)) from None


def dump(dialogue: Dialogue, suffix: str = ".yaml") -> str:
    """The dialogue as a file's text, YAML unless another format's suffix is given; quoted where needed."""
    return render(dialogue, suffix)[0]


def render(dialogue: Dialogue, suffix: str) -> tuple[str, tuple[str, ...]]:
    """(text, what the format cannot hold and was left behind, in words) of a dialogue in a suffix's format."""
    if not suffix:
        raise InputError(f"a file's suffix says its format: give a name that ends in one of {', '.join(FORMATS)}")
    format = _format(suffix.lower(), suffix)
    write: Write = _function(format.write)
    return write(dialogue)


def happened(source: str | os.PathLike[str], dialogue: Dialogue) -> After:
    """What happened after the date of a dialogue's file: its own `happened`, and NAME.happened.yaml beside it."""
    from detente.formats.afterwards import after

    return after(source, dialogue)


def to_data(dialogue: Dialogue) -> dict[str, Any]:
    """The dialogue as plain data in the file's own shape, ready for JSON."""
    from detente.formats.data import to_data

    return to_data(dialogue)
