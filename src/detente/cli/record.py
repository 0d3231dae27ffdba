"""The file of a record of forecasts: where it lies, read whole, and added to."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from detente.errors import InputError, TooLarge
from detente.methods.forecasts.chain import FIRST, lines, read

if TYPE_CHECKING:
    from detente.methods.forecasts.chain import Entry, Record

ENDING = ".forecasts.jsonl"
MAX_BYTES = 100_000_000
"""A larger file is not read as a record."""


def path_of(talks: str, file: str) -> Path:
    """The record of a dialogue; a record's own name stands for itself."""
    if file:
        return Path(file)
    if talks == "-":
        raise click.UsageError("a dialogue from standard input has no record beside it: name one with --file")
    path = Path(talks)
    return path if talks.endswith(".jsonl") else path.parent / (path.name.removesuffix(path.suffix) + ENDING)


def whole(path: Path, *, head: str = "", missing: bool = False) -> Record:
    """The record, proved whole; `missing`: there may be none yet."""
    if not path.exists() and not missing:
        raise InputError(f"there is no record `{path}`; detente forecast seal begins one")
    try:
        return read(content(path).decode("ascii") if path.exists() else "", str(path), head=head)
    except UnicodeDecodeError:
        raise InputError(f"{path}: the record is not whole: it holds a byte that no entry was written with") from None


def content(path: Path) -> bytes:
    """What a file holds, within the limit."""
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise InputError(f"`{path}` cannot be read ({fault.strerror})") from None
    if len(data) > MAX_BYTES:
        raise TooLarge(f"bytes of {path}", len(data), MAX_BYTES)
    return data


def added(path: Path, record: Record, new: Sequence[Entry]) -> Record:
    """The record with entries added at its end: all of them reach the disk, or none stays.

    It is read with them before they are written: what would not be whole (a clock set back) leaves it as it was.
    """
    before = lines(record.entries, FIRST)
    data = lines(new, record.head)
    made = read(before + data, str(path))
    try:
        with path.open("ab") as stream:
            size = stream.tell()
            if size != len(before):
                raise InputError(f"`{path}` was added to meanwhile; nothing is entered: give the command again")
            try:
                stream.write(data.encode("ascii"))
                stream.flush()
                os.fsync(stream.fileno())
            except OSError:
                stream.truncate(size)
                raise
        return made
    except OSError as fault:
        raise InputError(f"`{path}` cannot be written ({fault.strerror})") from None
