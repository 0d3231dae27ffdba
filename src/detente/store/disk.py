"""Files that are there whole or not at all, also when the machine dies; and one writer at a time."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator
from pathlib import Path

from detente.errors import InputError
from detente.formats import write

TEMPORARY = "."
"""How the names of files begin that are not whole yet."""

WAIT = 10.0
"""Seconds that a writer waits for another."""


def keep_users(path: Path, text: str) -> None:
    """Writes a file of the user's, its mode kept, and is back once file and name are on the disk."""
    write(path, text)
    settle(Path(os.path.realpath(path)).parent)


def keep(path: Path, text: str, *, sure: bool = True) -> None:
    """Writes a file of the store's own, and is back once file and name are on the disk (unless not `sure`).

    InputError where it cannot be written; then what was there before still is.
    """
    temporary = path.with_name(f"{TEMPORARY}{path.name[:40]}.{os.getpid()}.{threading.get_ident()}")
    try:
        with temporary.open("wb") as stream:
            stream.write(text.encode())
            if sure:
                stream.flush()
                os.fsync(stream.fileno())
        temporary.replace(path)
    except OSError as fault:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise InputError(f"`{path}` cannot be written ({fault.strerror or fault}); nothing was changed") from None
    if sure:
        settle(path.parent)


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
