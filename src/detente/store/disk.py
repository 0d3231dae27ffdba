"""Files that are there whole or not at all, also when the machine dies; and one writer at a time."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from detente.errors import InputError
from detente.formats import write

WAIT = 10.0
"""Seconds that a writer waits for another."""


def keep(path: Path, content: str | bytes) -> None:
    """Writes a file, and is back once file and name are on the disk. InputError where it cannot be written."""
    write(path, content)
    settle(Path(os.path.realpath(path)).parent)


def settle(folder: Path) -> None:
    """Back once the folder's list of names is on the disk (where a system can promise that)."""
    if os.name != "posix":
        return
    place = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(place)
    finally:
        os.close(place)


def make(folder: Path) -> None:
    """Makes a folder and those above it, and is back once they are on the disk."""
    if folder.is_dir():
        return
    make(folder.parent)
    try:
        folder.mkdir(exist_ok=True)
        settle(folder.parent)
    except OSError as fault:
        raise InputError(f"`{folder}` cannot be made ({fault.strerror or fault})") from None


def drop(path: Path) -> None:
    """Takes a file away, if it is there."""
    with contextlib.suppress(FileNotFoundError):
        path.unlink()
        settle(path.parent)


@contextlib.contextmanager
def alone(lock: Path) -> Iterator[None]:
    """While this lasts no other thread or process holds the lock. InputError after `WAIT` seconds in vain."""
    import time

    with lock.open("ab") as stream:
        late = time.monotonic() + WAIT
        while not _taken(stream.fileno()):
            if time.monotonic() > late:
                raise InputError(f"another program has been writing in `{lock.parent.parent}` for {WAIT:.0f} seconds; "
                                 "try again")  # fmt: skip
            time.sleep(0.005)
        yield  # closing the file gives the lock back, and so does the end of the process


def _taken(descriptor: int) -> bool:
    try:
        if os.name == "posix":
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    except OSError:
        return False
    return True
